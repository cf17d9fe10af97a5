// The program registry: free numbers, the list of programs, one number, the ranges.
import { Sheet } from "./sheet.ts";

export class Programs extends Sheet {
  async open(query = ""): Promise<void> {
    await this.visitor.open(`/programs${query}`);
  }
}

export class ProgramPage extends Sheet {
  async open(name: string): Promise<void> {
    await this.visitor.open(`/programs/${name}`);
  }

  /** Without a number it gets the next one of its range. */
  async renumber(reason: string, to = ""): Promise<void> {
    const form = await this.unfold("Renumber…");
    await form.getByLabel(/^New number/).fill(to);
    await form.getByLabel("Reason").fill(reason);
    await form.getByRole("button", { name: /^Renumber/ }).click();
  }

  async delete(reason: string): Promise<void> {
    const form = await this.unfold("Delete…");
    await form.getByLabel("Reason").fill(reason);
    await form.getByRole("button", { name: /^Delete/ }).click();
  }

  async restore(): Promise<void> {
    const form = await this.unfold("Restore…");
    await form.getByRole("button", { name: /^Restore/ }).click();
  }
}

export class Ranges extends Sheet {
  async open(query = ""): Promise<void> {
    await this.visitor.open(`/ranges${query}`);
  }
}

export class FreeNumbers extends Sheet {
  async open(query = ""): Promise<void> {
    await this.visitor.open(`/free${query}`);
  }

  async reserve(size: string, count: number, purpose: string): Promise<void> {
    const form = await this.unfold("Reserve…");
    await form.getByLabel("Round size").selectOption({ label: size });
    await form.getByLabel("How many").fill(String(count));
    await form.getByLabel("What for").fill(purpose);
    await form.getByRole("button", { name: /^Reserve/ }).click();
  }
}
