import { Sheet } from "./sheet.ts";

export class Settings extends Sheet {
  async open(): Promise<void> {
    await this.visitor.open("/settings");
  }
}
