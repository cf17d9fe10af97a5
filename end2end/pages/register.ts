import type { Handed } from "../machine.ts";
import { Sheet } from "./sheet.ts";

export class Register extends Sheet {
  async open(): Promise<void> {
    await this.visitor.open("/projects/new");
  }

  /** Fills the form and sends it. */
  async send(list: Handed | string, name: string, docType = "Certificates"): Promise<void> {
    await this.field("List of documents").setInputFiles(list);
    await this.field("Archive id").fill(name);
    await this.field("Site").selectOption("OU");
    await this.field("Document type").fill(docType);
    await this.button(/^Register/).click();
  }
}
