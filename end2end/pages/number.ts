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
}
