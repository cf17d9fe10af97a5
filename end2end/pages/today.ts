import { Sheet } from "./sheet.ts";

export class Today extends Sheet {
  async open(): Promise<void> {
    await this.visitor.open("/");
  }

  /** The roll to film next. */
  get next() {
    return this.part("Next");
  }

  get running() {
    return this.part("Running");
  }

  /** Takes the proposal: the one big action leads to the camera. */
  async start(): Promise<void> {
    await this.link(/^Film this roll/).click();
    await this.button(/^Start filming/).click();
  }
}
