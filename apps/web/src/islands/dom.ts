/** Small helpers every island uses. */

/** Listens on the document, so that parts swapped in later work without being wired again. */
export function on<K extends keyof DocumentEventMap, E extends Element = HTMLElement>(
  type: K,
  selector: string,
  handle: (target: E, event: DocumentEventMap[K]) => void,
): void {
  document.addEventListener(type, (event) => {
    const target = event.target instanceof Element ? event.target.closest<E>(selector) : null;
    if (target) handle(target, event);
  });
}

/** Runs `start` once for each element, now and after every htmx swap. */
export function each<E extends Element = HTMLElement>(selector: string, start: (element: E) => void): void {
  const seen = new WeakSet<Element>();
  const scan = () => {
    for (const element of document.querySelectorAll<E>(selector)) {
      if (seen.has(element)) continue;
      seen.add(element);
      start(element);
    }
  };
  scan();
  document.addEventListener("htmx:after:swap", scan);
}

export const csrf = (): string => document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";

/** Posts a form as the browser would, asking for JSON. */
export function postForm(form: HTMLFormElement, submitter?: HTMLElement | null): Promise<Response> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) if (typeof value === "string") body.append(name, value);
  return fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
}

/** Answers of an older question must not overwrite those of a newer one. */
export function latest(): <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T | undefined> {
  let current: AbortController | undefined;
  return async (work) => {
    current?.abort();
    const mine = (current = new AbortController());
    try {
      const result = await work(mine.signal);
      return mine.signal.aborted ? undefined : result;
    } catch {
      return undefined;
    }
  };
}
