import type { Project } from "../lab.ts";
import { Sheet } from "./sheet.ts";

export class ProjectPage extends Sheet {
  async open(project: Project, query = ""): Promise<void> {
    await this.visitor.open(`/projects/${project.id}${query}`);
  }

  /** The rolls of the plan that is shown, each on its reel. */
  get rolls() {
    return this.page.getByRole("list", { name: /^Rolls on/ }).getByRole("listitem");
  }

  get whatIf() {
    return this.part("What if");
  }

  get delivery() {
    return this.part("Delivery");
  }

  /** Asks what the plan would be with another capacity, and shows it. */
  async ask(capacity16: number): Promise<void> {
    await this.field("Capacity 16").fill(String(capacity16));
    await this.button("Compute").click();
  }

  async acceptPlan(): Promise<void> {
    await this.button(/^Accept plan/).click();
  }

  /** Records that the index was handed over. */
  async deliver(to: string): Promise<void> {
    await this.field("To whom").fill(to);
    await this.button(/^Record (another )?delivery/).click();
  }

  /** What a download brings. */
  async download(kind: "XLSX" | "CSV"): Promise<Buffer> {
    const [download] = await Promise.all([
      this.page.waitForEvent("download"),
      this.delivery.getByRole("link", { name: kind }).click(),
    ]);
    const pieces: Buffer[] = [];
    for await (const piece of await download.createReadStream()) pieces.push(piece as Buffer);
    return Buffer.concat(pieces);
  }
}
