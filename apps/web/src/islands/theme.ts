import { on, postForm } from "./dom";
import { networkError } from "./toast";

const root = document.documentElement;

function current(): "light" | "dark" {
  const set = root.dataset.theme;
  if (set === "light" || set === "dark") return set;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Changes the theme at once and lets the server keep it in a cookie; without scripts the same form reloads the page. */
export function startTheme(): void {
  on("submit", "form[data-theme-form]", (form, event) => {
    event.preventDefault();
    const theme = current() === "dark" ? "light" : "dark";
    root.dataset.theme = theme;
    const buttons = document.querySelectorAll<HTMLButtonElement>('form[data-theme-form] button[name="theme"]');
    const submitter = form.querySelector<HTMLButtonElement>('button[name="theme"]');
    if (submitter) submitter.value = theme;
    postForm(form as HTMLFormElement, submitter).catch(networkError);
    for (const button of buttons) button.value = theme === "dark" ? "light" : "dark";
  });
}
