import "htmx.org";
import { csrf } from "./dom";
import { networkError } from "./toast";

interface RequestEvent extends CustomEvent {
  detail: { ctx: { request: { method: string; headers: Record<string, string> } } };
}

/** htmx sends the form token on every changing request, and says when the network fails. */
export function startHtmx(): void {
  document.addEventListener("htmx:config:request", (event) => {
    const { request } = (event as RequestEvent).detail.ctx;
    if (request.method.toUpperCase() !== "GET") request.headers["X-CSRF-Token"] = csrf();
  });
  document.addEventListener("htmx:error", networkError);
}
