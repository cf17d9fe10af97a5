import type { Roll } from "../lab.ts";
import type { Handed } from "../machine.ts";
import { Sheet } from "./sheet.ts";

export class RollPage extends Sheet {
  async open(roll: Roll, query = ""): Promise<void> {
    await this.visitor.open(`/rolls/${roll.roll}${query}`);
  }

  /** On the proposed film, unless another is named. */
  async start(film?: string): Promise<void> {
    if (film) await this.page.getByRole("radio", { name: film }).check();
    await this.button(/^Start filming/).click();
  }

  /** Hands in the machine's log, with its descriptor where there is one. */
  async finishWith(log: Handed | string, descriptor?: Handed): Promise<void> {
    await this.field("The machine's log").setInputFiles(log);
    if (descriptor) await this.field(/^Descriptor/).setInputFiles(descriptor);
    await this.button(/^Check the evidence and finish/).click();
  }

  async finishCounted(frames: number): Promise<void> {
    await this.unfold("Frames counted…");
    await this.page.getByRole("spinbutton", { name: "Frames counted" }).fill(String(frames));
    await this.button(/^Finish with counted frames/).click();
  }

  async fail(words: string, exposed: number): Promise<void> {
    await this.unfold("Failed…");
    await this.field(/^Own words/).fill(words);
    await this.page.getByRole("spinbutton", { name: "Frames exposed" }).fill(String(exposed));
    await this.button(/^Report the attempt as failed/).click();
  }

  /** Unfolds a decision, to see what it brings. */
  async lookAt(verb: string): Promise<void> {
    await this.unfold(verb);
  }

  /** What the evidence showed against the plan. */
  get findings() {
    return this.page.getByRole("group", { name: /Evidence contradicts the plan/ });
  }

  get attempts() {
    return this.rows("Attempts");
  }

  get documents() {
    return this.rows("Documents");
  }

  /** Said where somebody is typing while others work on the roll. */
  get changed() {
    return this.page.getByRole("status").filter({ hasText: "Something here changed meanwhile" });
  }
}
