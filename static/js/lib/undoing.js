/** What was drawn before, step by step. */
const MOST = 100; // steps

export class Steps {
  constructor() {
    this.before = [];
  }

  /** Keeps how it was, unless it is how it was the last time. */
  keep(state) {
    if (this.before.at(-1) === state) return;
    this.before.push(state);
    if (this.before.length > MOST) this.before.shift();
  }

  /** How it was, or undefined. */
  back() {
    return this.before.pop();
  }

  get isEmpty() {
    return this.before.length === 0;
  }
}
