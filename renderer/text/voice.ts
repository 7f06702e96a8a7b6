/** What the window says about learning a voice. */
export const VOICE_NL = {
  title: "Uw stem",
  why: "Soepel herkent aan uw stem wat u zegt en wat de patiënt zegt. Lees een halve minuut hardop voor; daarna weet Soepel het bij elk consult.",
  kept: (date: string) => `Uw stem is geleerd op ${date}.`,
  privacy:
    "Het geluid wordt niet bewaard. Wat blijft zijn getallen die uw stem beschrijven, versleuteld op deze computer. Ze gaan nergens heen.",
  start: "Leer mijn stem",
  again: "Opnieuw",
  stop: "Stoppen",
  remove: "Verwijderen",
  read: "Lees dit rustig voor, zoals u in de spreekkamer praat:",
  text: "Goedemorgen, komt u binnen en gaat u zitten. Vertelt u eens, waar hebt u last van, en sinds wanneer? Ik luister even naar uw longen en ik meet de bloeddruk. Zucht u maar diep in en uit. Het ziet er goed uit. Ik schrijf u iets voor tegen de pijn, neemt u dat drie keer per dag bij het eten. Wordt het niet beter, of krijgt u koorts, dan belt u ons. Over twee weken zie ik u graag terug. Hebt u nog vragen? Dan wens ik u een fijne dag.",
  progress: "Gehoord",
  done: "Uw stem is geleerd.",
  removed: "Uw stem is verwijderd.",
  offer: "Leer Soepel uw stem, dan staat in het transcript wie wat zei. Het duurt een halve minuut.",
  offerAct: "Naar uw stem",
  offerNo: "Niet nu",
} as const;
