import { Sheet } from "./sheet.ts";

export class NumberPage extends Sheet {
  async open(number: string): Promise<void> {
    await this.visitor.open(`/numbers/${number}`);
  }

  get proof() {
    return this.page.getByRole("complementary", { name: "Proof" });
  }
}

export class Numbers extends Sheet {
  async open(query = ""): Promise<void> {
    await this.visitor.open(`/numbers${query}`);
  }

  /** The form that reserves, unfolded. */
  get reservation() {
    return this.unfold("Reserve…");
  }

  async reserve(count: number, purpose: string): Promise<void> {
    const form = await this.reservation;
    await form.getByLabel("How many").fill(String(count));
    await form.getByLabel("What for").fill(purpose);
    await form.getByRole("button", { name: /^Reserve/ }).click();
  }
}
