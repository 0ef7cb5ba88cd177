/** Lets the browser answer what was typed or tapped meanwhile, and draw; the rest of the work follows at once. */
export function pause() {
  return globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}
