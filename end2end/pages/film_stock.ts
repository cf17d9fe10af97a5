import { Sheet } from "./sheet.ts";

export class FilmStock extends Sheet {
  async open(): Promise<void> {
    await this.visitor.open("/film-stock");
  }

  get shelf() {
    return this.rows("Shelf");
  }
}
