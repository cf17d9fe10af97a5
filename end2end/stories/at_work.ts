// A lab in the middle of its work, for stories that look at every page.
import type { Lab } from "../lab.ts";
import { documents, log, type Listed } from "../machine.ts";

/** A lab in the middle of its work: the addresses of every kind of page. */
export async function atWork(lab: Lab): Promise<[string, string][]> {
  const list = documents(30);
  const wide: Listed[] = [{ ...list[0], pages: 9, oversized: "2-3, 8" }, ...list.slice(1)];
  const busy = await lab.register(list);
  const [filmed, running, waiting] = await lab.plan(busy, 50);
  await lab.start(filmed);
  await lab.finish(filmed, { failed: "jam", frames: 20 });
  await lab.start(filmed);
  const passes = [{ folder: busy.folder, list: list.slice(0, filmed.documents) }];
  await lab.finish(filmed, { log: log("10000008", passes) });
  await lab.start(running);
  const complaint = await lab.complain("10000001", "missing-page", "Seite 3 fehlt");
  const mixed = await lab.register(wide);
  const narrow = (await lab.plan(mixed)).find((roll) => roll.film === "16")!;
  const draft = await lab.register(documents(5));
  return [
    ["Today", "/"],
    ["Projects", "/projects"],
    ["Register a project", "/projects/new"],
    ["a project in work", `/projects/${busy.id}`],
    ["a project with 35mm", `/projects/${mixed.id}`],
    ["a draft and a what-if", `/projects/${draft.id}?capacity16=20&plan=asked`],
    ["a filmed roll", `/rolls/${filmed.roll}`],
    ["a roll in the camera", `/rolls/${running.roll}`],
    ["a planned roll", `/rolls/${waiting.roll}`],
    ["a roll to load", `/rolls/${waiting.roll}/film`],
    ["a roll at the camera", `/rolls/${running.roll}/film`],
    ["a roll done at the camera", `/rolls/${filmed.roll}/film`],
    ["a roll that waits for 35mm", `/rolls/${narrow.roll}`],
    ["Development", "/development"],
    ["a film to reject", `/rework?rolls=${filmed.roll}`],
    ["Film stock", "/film-stock"],
    ["a temp roll", "/film/T-0001"],
    ["Stock-taking", "/stock-taking"],
    ["Film numbers", "/numbers"],
    ["an issued number", "/numbers/10000001"],
    ["a number nobody has", "/numbers/10000136"],
    ["Rolls", "/rolls?stage=filmed"],
    ["the queue", "/queue"],
    ["Quality", "/quality"],
    ["the rows behind a reason", "/quality?of=failure&reason=jam"],
    ["Complaints", "/complaints"],
    ["a complaint to take in", "/complaints/new?about=10000001"],
    ["a complaint", `/complaints/${complaint}`],
    ["Findings", "/findings"],
    ["machine files to take over", "/findings/import"],
    ["a document", `/documents/${list[0].barcode}`],
    ["the heatmap", "/heatmap?at=O62500"],
    ["Ledger", "/ledger?verify=now"],
    ["an entry", "/ledger?entry=5"],
    ["Settings", "/settings"],
    ["People", "/people"],
    ["Search", "/search?q=10000001"],
    ["the self-check", "/check"],
  ];
}
