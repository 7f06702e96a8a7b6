import { describe, expect, it } from "vitest";
import { readMeasurements } from "../../../../src/core/measurements/read-measurements.ts";
import type { Speaker } from "../../../../src/core/transcript/transcript.ts";

const say = (...turns: string[]) =>
  turns.map((turn, i) => {
    const speaker: Speaker = turn.startsWith("P:") ? "patiënt" : "zorgverlener";
    return { id: `u${i + 1}`, speaker, text: turn.replace(/^[ZP]: /, "") };
  });
const read = (...turns: string[]): string[] =>
  readMeasurements(say(...turns), { sex: "v", ageYears: 54 }).map((m) => `${m.name} ${m.value} ${m.unit}`.trim());

describe("readMeasurements", () => {
  it.each([
    ["Bloeddruk honderdvijftig over tweeënnegentig.", ["bloeddruk 150/92 mmHg"]],
    ["De tensie is 150 over 92, pols 72 regelmatig.", ["bloeddruk 150/92 mmHg", "pols 72 /min"]],
    ["Temperatuur zevenendertig acht.", ["temperatuur 37,8 °C"]],
    ["Temperatuur achtendertig een, pols tweeënnegentig.", ["temperatuur 38,1 °C", "pols 92 /min"]],
    ["U hebt koorts, achtendertig en een half.", ["temperatuur 38,5 °C"]],
    ["Gewicht eenentachtig komma vier kilo, bij één meter zeventig.", ["gewicht 81,4 kg", "lengte 170 cm"]],
    ["Honderdvier kilo bij een meter vierenzeventig.", ["gewicht 104 kg", "lengte 174 cm"]],
    ["BMI negenentwintig komma zes, buikomvang honderdtien.", ["BMI 29,6 kg/m2", "buikomvang 110 cm"]],
    ["Saturatie zevenennegentig, ademfrequentie zestien.", ["saturatie 97 %", "ademfrequentie 16 /min"]],
    ["HbA1c is vierenvijftig, vorig jaar was het eenenvijftig.", ["HbA1c 54 mmol/mol"]],
    ["Nuchter glucose zeven komma acht.", ["nuchtere glucose 7,8 mmol/l"]],
    ["Kalium vier vijf, natrium honderdveertig.", ["kalium 4,5 mmol/l", "natrium 140 mmol/l"]],
    ["De eGFR is boven de negentig.", ["eGFR >90 ml/min"]],
    ["TSH twee komma één, vrij T4 elf komma twee.", ["TSH 2,1 mU/l", "vrij T4 11,2 pmol/l"]],
    ["CRP twaalf, Hb acht komma één.", ["CRP 12 mg/l", "Hb 8,1 mmol/l"]],
    ["De 4DKL: distress achtentwintig, depressie twee.", ["4DKL distress 28", "4DKL depressie 2"]],
    ["Een litteken van elf centimeter.", ["litteken 11 cm"]],
    ["Een zwelling van drie bij twee centimeter.", ["zwelling 3 x 2 cm"]],
  ])("%s", (text, expected) => {
    expect(read(`Z: ${text}`)).toEqual(expected);
  });

  it.each([
    [
      "Bloeddruk honderdveertig over vierentachtig, nee, wacht, honderdveertig over tweeëntachtig.",
      ["bloeddruk 140/82 mmHg"],
    ],
    ["Saturatie negentig, sorry, drieënnegentig.", ["saturatie 93 %"]],
  ])("lets the last correction win: %s", (text, expected) => {
    expect(read(`Z: ${text}`)).toEqual(expected);
  });

  it("takes a correction in the next turn", () => {
    expect(read("Z: Pols tachtig.", "Z: Nee, achtentachtig.")).toEqual(["pols 88 /min"]);
  });

  it.each([
    ["Z: Nee, verkeerd afgelezen, honderdveertig over tachtig."],
    ["Z: Nee, honderdveertig over tachtig."],
    ["Z: Sorry, de bloeddruk is honderdveertig over tachtig."],
    ["Z: Moet zijn honderdveertig over tachtig."],
  ])("lets a turn that takes it back replace a value: %s", (turn) => {
    const said = say("Z: Ik meet de bloeddruk, honderdzestig over honderd.", turn);
    expect(readMeasurements(said)).toMatchObject([{ value: "140/80", evidence: ["u1", "u2"] }]);
  });

  it.each([
    ["Z: Herhaald, honderdveertig over tachtig."],
    ["Z: Nog een keer, zelfde arm, honderdveertig over tachtig."],
  ])("keeps both where it was measured again: %s", (turn) => {
    expect(read("Z: Ik meet de bloeddruk, honderdzestig over honderd.", turn)).toHaveLength(2);
  });

  it("keeps two real measurements", () => {
    expect(
      read("Z: Bloeddruk honderdachtenveertig over zesentachtig, herhaald honderdvierenveertig over vierentachtig."),
    ).toEqual(["bloeddruk 148/86 mmHg", "bloeddruk 144/84 mmHg"]);
  });

  it("reads an answer by its question", () => {
    expect(read("Z: Heeft u de temperatuur gemeten?", "P: Ja, achtendertig twee vanochtend.")).toEqual([
      "temperatuur 38,2 °C",
    ]);
    expect(read("Z: Weegt u zich eens even? Negenenzestig.")).toEqual(["gewicht 69 kg"]);
  });

  it("marks what the patient measured", () => {
    const [m] = readMeasurements(say("P: Thuis was de bloeddruk honderddertig over tachtig."));
    expect(m).toMatchObject({ value: "130/80", byPatient: true, evidence: ["u1"] });
    expect(readMeasurements(say("Z: Bloeddruk honderddertig over tachtig."))[0]).toMatchObject({ byPatient: false });
  });

  it.each([
    ["Z: De bloeddruk moet onder de honderdveertig over negentig."],
    ["Z: Het LDL wil ik onder de één komma acht."],
    ["P: Mijn moeder had een bloeddruk van honderdtachtig over honderd."],
    ["P: Ik ben vijf kilo afgevallen."],
    ["Z: Bel bij koorts boven de achtendertig vijf."],
    ["P: Ik slik simvastatine veertig voor mijn cholesterol."],
    ["Z: In de urine leukocyten drie plus."],
    ["P: Ik weeg mezelf elke week, al drie jaar."],
    ["Z: Drie maanden lang, tot half augustus, elke week bekijken."],
  ])("is no measurement: %s", (turn) => {
    expect(read(turn)).toEqual([]);
  });
});
