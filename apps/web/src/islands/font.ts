/** Fetches the font once the page stands, for the next one: the cookie tells the server that it is here. */
export function startFont(): void {
  if ("font" in document.documentElement.dataset) return;
  const fetchIt = async (): Promise<void> => {
    const faces = await document.fonts.load("1em Inter").catch(() => []);
    if (faces.length > 0) document.cookie = "font=1; path=/; max-age=31536000; samesite=lax";
  };
  if (document.readyState === "complete") void fetchIt();
  else addEventListener("load", () => void fetchIt(), { once: true });
}
