import { expect, it } from "vitest";
import { readDrugTable } from "../../../../src/core/checks/drugs.ts";
import { countWordFigures } from "../../../bench/speech/word-figures.ts";

const TABLE = readDrugTable(
  "name\tkind\tsubstance\nparacetamol\tstof\t\nmetoprolol\tstof\t\n",
  new Set("ik slik elke dag twee keer en weken".split(" ")),
);
const heard = (said: string, text: string, confidence = 0.3) => ({
  id: said,
  said,
  seconds: 1,
  words: text.split(" ").map((word, i) => ({ text: word, start: i, end: i + 1, confidence })),
});

it("counts drug names and numbers apart from the words, and what the second look offers", () => {
  const figures = countWordFigures(
    [
      heard("Ik slik paracetamol en metoprolol.", "Ik slik paracetamol en metro prolol."),
      heard("Elke dag twee keer, drie weken.", "Elke dag 2 keer, vier weken."),
      heard("Ik slik metoprolol.", "Ik slik wat."),
    ],
    TABLE,
    TABLE.spoken,
  );
  expect(figures).toMatchObject({
    sentences: 3,
    drugs: 3,
    drugErrors: 66.7,
    numbers: 2,
    numberErrors: 50,
    offered: 50,
    offeredFirst: 50,
    falseOffers: 0,
  });
});
