import { Sheet } from "./sheet.ts";

/** What customers found wrong on film that was handed over. */
export class Complaints extends Sheet {
  async open(query = ""): Promise<void> {
    await this.visitor.open(`/complaints${query}`);
  }

  /** Looks for what the letter names. */
  async look(about: string): Promise<void> {
    await this.field("What is it about?").fill(about);
    await this.button("Look").click();
  }

  /** Writes down what the letter says, on the day it came. */
  async takeIn(fault: string, words: string, day: string): Promise<void> {
    await this.field("Fault").selectOption({ label: fault });
    await this.field("Received").fill(day);
    await this.field("Customer’s words").fill(words);
    await this.button(/^Take a complaint in/).click();
  }

  async settle(result: string | RegExp, note = ""): Promise<void> {
    await this.page.getByRole("radio", { name: result }).check();
    await this.field(/^Reason/).fill(note);
    await this.button(/^Settle/).click();
  }
}
