import { Sheet } from "./sheet.ts";

export class Ledger extends Sheet {
  async open(query = ""): Promise<void> {
    await this.visitor.open(`/ledger${query}`);
  }
}
