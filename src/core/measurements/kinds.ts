/** A kind of measured value: its name and unit as in a HIS, how it is called in speech, and what values can be meant. */
export interface MeasurementKind {
  readonly name: string;
  readonly unit: string;
  /** What people say before (or, where `unitSaid` is given, after) the value. Lower case. */
  readonly said: RegExp;
  /** A unit that alone says the kind, after the value: "kilo", "graden". */
  readonly unitSaid?: RegExp;
  readonly range: readonly [number, number];
  /** How the value is put: a pressure, decimals that may be said without a comma ("achtendertig één"), a length in metres. */
  readonly form?: "pair" | "temperature" | "length" | "weight" | "score";
  /** What a patient may have measured at home. */
  readonly atHome?: boolean;
  /** A word this loose names the kind only directly before its value: at most so many characters between them. */
  readonly near?: number;
  /** The name counts only where this was said in the same turn or the one before it. */
  readonly within?: RegExp;
  /** The same thing in another unit, told apart by its range. */
  readonly or?: { readonly unit: string; readonly range: readonly [number, number] };
  /** "CRP onder de vijf" is a result; of other kinds it is a target. */
  readonly bounded?: boolean;
}

const kind = (
  name: string,
  unit: string,
  said: string,
  range: readonly [number, number],
  rest: Partial<Omit<MeasurementKind, "name" | "unit" | "said" | "range">> = {},
): MeasurementKind => ({ name, unit, said: new RegExp(`(?<![\\p{L}])(?:${said})(?![\\p{L}])`, "giu"), range, ...rest });

/** The 4DKL questionnaire, as it is said and as it is heard. */
const FOUR_DKL = /4 ?dkl|vier ?d ?k ?l|vier ?de ?e?-?ka+-?e?l|vierdekl|vragenlijst/i;

/** In the order in which they are tried: a longer name before the shorter one that it holds. Names and units of the corpus' M lines. */
export const MEASUREMENT_KINDS: readonly MeasurementKind[] = [
  kind("bloeddruk", "mmHg", "bloeddruk(?:meting|je)?|tensie|rr|de druk|bovendruk|druk", [60, 280], {
    form: "pair",
    atHome: true,
  }),
  kind("temperatuur", "°C", "temperatuur|temp|koorts|verhoging|thermometer|getemperatuurd|graden gemeten", [33, 43], {
    form: "temperature",
    atHome: true,
    unitSaid: /^\s*(?:graden|°\s*c?)/i,
  }),
  kind(
    "pols",
    "/min",
    "pols(?:slag)?|hartslag|horloge zegt|hartfrequentie|frequentie van het hart|hartritme|slagen per minuut",
    [28, 230],
    { atHome: true, unitSaid: /^\s*slagen per minuut/i },
  ),
  kind(
    "ademfrequentie",
    "/min",
    "adem(?:halings)?frequentie|ademhaling(?:en)?|ademt|af(?= \\p{L}+tien| \\p{L}+ig)",
    [8, 80],
    { unitSaid: /^\s*(?:keer|ademhalingen|x)? ?per minuut (?:adem|haalt)/i },
  ),
  kind(
    "saturatie",
    "%",
    "saturatie|satu?ratie|sat|zuurstof(?:gehalte|saturatie|meting)?|saturatiemeter|spo2",
    [60, 100],
    { atHome: true },
  ),
  kind("gewicht", "kg", "gewicht|weegt|weeg|wegen|gewogen|weegschaal|de schaal|woog", [1.5, 260], {
    form: "weight",
    atHome: true,
    unitSaid: /^\s*(?:kilo(?:gram)?|kg)(?![\p{L}])/iu,
  }),
  kind("lengte", "cm", "lengte", [40, 215], { form: "length" }),
  kind("lengte", "cm", "lang|groot", [40, 215], { form: "length", near: 12 }),
  kind("BMI", "kg/m2", "bmi|b m i|body ?mass(?: index)?|quetelet(?:index)?", [10, 70]),
  kind("buikomvang", "cm", "buikomvang|middel(?:omtrek|omvang)?|taille(?:omtrek|omvang)?|buikomtrek", [40, 200]),
  kind("buikomvang", "cm", "buik(?: meten)?", [50, 180], { near: 5 }),
  kind(
    "HbA1c",
    "mmol/mol",
    "hb ?a ?1 ?c|hba[1é]+nc|ha ?bé ?a ?één ?c|hb a één c|hba één c|hba1 ?c|h b a één c|langetermijn(?:suiker|glucose)|a1c|driemaands(?:suiker|waarde)",
    [20, 160],
  ),
  kind(
    "nuchtere glucose",
    "mmol/l",
    "nuchtere? (?:glucose|suiker|bloedsuiker|waarde)|(?:glucose|suiker|bloedsuiker)s? (?:was |is )?nuchter|nuchter",
    [2, 30],
    { atHome: true },
  ),
  kind("glucose", "mmol/l", "glucose|suiker|bloedsuiker|hypo'?s?|glucosewaarde|suikers", [1, 40], { atHome: true }),
  kind("eGFR", "ml/min", "e ?g ?f ?r|egfr|nierfunctie|klaring|ckd-epi|gfr", [5, 140], { bounded: true }),
  kind("eGFR", "ml/min", "nier(?:en)?", [5, 140], { near: 4 }),
  kind("kreatinine", "µmol/l", "kreat(?:inine)?|creatinine", [20, 1200]),
  kind(
    "ACR",
    "mg/mmol",
    "a ?c ?r|albumine[- ]?(?:creat|kreat)\\p{L}*(?:[- ]?ratio)?|alb[./ -]?kreat\\p{L}*(?:[- ]?ratio)?|albumine in de urine|eiwit in de urine|microalbumine",
    [0, 500],
  ),
  kind("LDL", "mmol/l", "ldl(?:[- ]cholesterol)?|slechte cholesterol|l d l", [0.2, 12]),
  kind("HDL", "mmol/l", "hdl(?:[- ]cholesterol)?|goede cholesterol|h d l", [0.2, 5]),
  kind("triglyceriden", "mmol/l", "triglyceriden|triglyceride|triglicerides?|triglyceriden?", [0.2, 60]),
  kind("totaal cholesterol", "mmol/l", "totaal ?cholesterol|cholesterol totaal|totale cholesterol", [1, 20]),
  kind("cholesterol", "mmol/l", "cholesterol", [1, 20]),
  kind("CRP", "mg/l", "c ?r ?p|ontstekingswaarde|c-reactief proteïne", [0, 500], { bounded: true }),
  kind("BSE", "mm/u", "bse|bezinking", [1, 140]),
  kind("Hb", "mmol/l", "hb|hemoglobine|ijzergehalte|bloedgehalte", [2, 14]),
  kind("MCV", "fl", "mcv|m c v", [50, 140]),
  kind("ferritine", "µg/l", "ferritine", [1, 5000]),
  kind("vitamine B12", "pmol/l", "vitamine b ?(?:12|twaalf)|b ?(?:12|twaalf)", [30, 2000]),
  kind("foliumzuur", "nmol/l", "foliumzuur", [1, 80]),
  kind("vitamine D", "nmol/l", "vitamine d|25-?oh-?vitamine d", [3, 300]),
  kind("vrij T4", "pmol/l", "vrije? (?:t ?4|t vier|thyroxine)|f?t4|t vier", [1, 80]),
  kind("TSH", "mU/l", "tsh|t s h|schildklier(?:waarde)?", [0, 150], { bounded: true }),
  kind("PTH", "pmol/l", "pth|parathormoon", [0, 200]),
  kind("calcium", "mmol/l", "calcium|kalk", [1, 4]),
  kind("kalium", "mmol/l", "kalium", [1.5, 8]),
  kind("natrium", "mmol/l", "natrium", [100, 170]),
  kind("magnesium", "mmol/l", "magnesium", [0.2, 2]),
  kind("ALAT", "U/l", "alat|a ?lat", [3, 5000]),
  kind("ASAT", "U/l", "asat", [3, 5000]),
  kind("gamma-GT", "U/l", "gamma[- ]?gt|ggt|gamma g t", [3, 5000]),
  kind("alkalisch fosfatase", "U/l", "alkalische? fosfatase|af(?= honderd)", [10, 3000]),
  kind("bilirubine", "µmol/l", "bilirubine", [1, 800]),
  kind("CK", "U/l", "ck|c k|creatinekinase|spierwaarde", [10, 100000]),
  kind("urinezuur", "mmol/l", "urinezuur", [0.05, 1.5]),
  kind("leukocyten", "x10^9/l", "leuko(?:cyten|'s)?|witte (?:bloed)?cellen", [0.1, 150]),
  kind("trombocyten", "x10^9/l", "trombo(?:cyten|'s)?|bloedplaatjes", [1, 1500]),
  kind("PSA", "µg/l", "psa|p s a", [0, 2000]),
  kind("NT-proBNP", "ng/l", "nt-?pro ?-?bnp|bnp", [1, 50000]),
  kind("D-dimeer", "mg/l", "d-?dimeer", [0, 50]),
  kind("albumine", "g/l", "albumine", [10, 60]),
  kind("lithium", "mmol/l", "lithium(?:spiegel)?", [0.1, 3]),
  kind("ketonen", "mmol/l", "ketonen|keton", [0, 15], { atHome: true }),
  kind("transferrineverzadiging", "%", "transferrine(?:verzadiging|saturatie)?", [1, 100]),
  kind("calprotectine", "µg/g", "calprotectine", [1, 6000]),
  kind("TIR", "%", "tir|tijd in (?:het )?doelgebied|time in range", [1, 100]),
  kind(
    "FEV1/FVC",
    "",
    "(?:fev ?(?:1|één)? ?(?:/|gedeeld door|op) ?fvc|tiffeneau(?:index)?|ratio|verhouding)",
    [0.1, 1.1],
  ),
  kind("FEV1", "%", "fev ?(?:1|één|een)", [10, 160], { or: { unit: "l", range: [0.3, 8] } }),
  kind("LVEF", "%", "lvef|ejectiefractie|pompfunctie", [5, 85]),
  kind("PEF", "l/min", "piekstroom|peak ?flow|pef|piekflow", [40, 900], { atHome: true }),
  kind("LDH", "U/l", "ldh", [50, 5000]),
  kind("fosfaat", "mmol/l", "fosfaat", [0.2, 4]),
  kind("tryptase", "µg/l", "tryptase", [1, 300]),
  kind("anti-HBs", "IE/l", "anti-?hbs(?:-?titer)?", [0, 10000]),
  kind("Lp(a)", "nmol/l", "lp ?\\(?a\\)?|lipoproteïne a", [1, 600]),
  kind("INR", "", "inr", [0.5, 12]),
  kind("pH", "", "ph|zuurgraad", [3, 9]),
  kind("enkel-armindex", "", "enkel-?arm-?index|eai", [0.1, 1.6]),
  kind("T-score", "", "t-?score", [0, 6]),
  kind("oogdruk", "mmHg", "oogdruk|druk in (?:het|uw|je) oog", [4, 70]),
  kind("hCG", "IE/l", "hcg", [1, 300000]),
  kind("knijpkracht", "kg", "knijpkracht", [1, 80]),
  kind("TUG", "sec", "up-?and-?go(?: duurt)?|tug", [4, 60]),
  kind("AUDIT", "", "audit", [0, 40], { form: "score" }),
  kind("Y-BOCS", "", "y-?bocs", [0, 40], { form: "score" }),
  kind("4DKL distress", "", "distress(?:score)?|spanning", [0, 32], { form: "score", within: FOUR_DKL }),
  kind("4DKL depressie", "", "depressie(?:score)?|somberheid", [0, 12], { form: "score", within: FOUR_DKL }),
  kind("4DKL angst", "", "angst(?:score)?", [0, 24], { form: "score", within: FOUR_DKL }),
  kind("4DKL somatisatie", "", "somatisatie|lichamelijke?(?: klachten)?", [0, 32], { form: "score", within: FOUR_DKL }),
  kind("PHQ-9", "", "phq(?:-? ?(?:9|negen))?|p h q(?:-? ?(?:9|negen))?", [0, 27], { form: "score" }),
  kind("GAD-7", "", "gad(?:-? ?(?:7|zeven))?", [0, 21], { form: "score" }),
  kind("EPDS", "", "epds|edinburgh(?:-?schaal)?|edinburgh", [0, 30], { form: "score" }),
  kind("PCL-5", "", "pcl(?:-? ?(?:5|vijf))?", [0, 80], { form: "score" }),
  kind("ACQ", "", "acq|astmavragenlijst", [0, 6], { form: "score" }),
  kind("CCQ", "", "ccq|copd-?vragenlijst", [0, 6], { form: "score" }),
  kind("MRC", "", "mrc(?:-?score)?", [0, 5], { form: "score" }),
  kind("IPSS", "", "ipss|prostaatscore", [0, 35], { form: "score" }),
  kind("MMSE", "", "mmse", [0, 30], { form: "score" }),
  kind("MoCA", "", "moca", [0, 30], { form: "score" }),
  kind("Epworth", "", "epworth", [0, 24], { form: "score" }),
  kind(
    "residu",
    "ml",
    "residu(?: na (?:het )?plassen)?|na het plassen|blaasresidu|achtergebleven|bladderscan|blaasscan",
    [0, 2000],
  ),
  kind("NRS", "", "nrs|pijnscore|pijncijfer|vas(?:-?score)?", [0, 10], { form: "score" }),
];
