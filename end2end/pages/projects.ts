import { Sheet } from "./sheet.ts";

export class Projects extends Sheet {
  async open(query = ""): Promise<void> {
    await this.visitor.open(`/projects${query}`);
  }

  get list() {
    return this.rows("Projects");
  }
}
