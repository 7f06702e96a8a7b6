import { expect, it } from "vitest";
import { contradictsTitle } from "../../../../src/core/icpc/title-polarity.ts";

it.each([
  ["Lage rugpijn met uitstraling", "5 dgn rugpijn na tuinieren, geen uitstraling."],
  ["Lage rugpijn met uitstraling", "Pijn straalt niet uit naar been."],
  ["Lage rugpijn met uitstraling", "Lage rugpijn zonder uitstraling, geen doof gevoel."],
  ["Lage rugpijn zonder uitstraling", "Rugpijn, uitstraling naar re kuit."],
  ["Hypertensie met orgaanbeschadiging, secundaire hypertensie", "Hypertensie, geen orgaanbeschadiging."],
])("%s against: %s", (title, text) => {
  expect(contradictsTitle(title, text)).toBeDefined();
});

it.each([
  ["Lage rugpijn met uitstraling", "Rugpijn met uitstraling naar li been, geen doof gevoel."],
  ["Lage rugpijn met uitstraling", "Geen uitstraling naar re, wel uitstraling naar li."],
  ["Lage rugpijn met uitstraling", "Rugpijn, geen koorts."],
  ["Lage rugpijn zonder uitstraling", "Rugpijn, geen uitstraling."],
  ["Problemen met voedsel of water", "Geen voedsel verdragen."],
  ["Griep", "Geen griep."],
])("%s agrees with: %s", (title, text) => {
  expect(contradictsTitle(title, text)).toBeUndefined();
});
