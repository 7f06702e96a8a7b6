import { useEffect, useState } from "react";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useEngine } from "../../state/engine.tsx";
import { useRoute } from "../../state/route.ts";
import { VOICE_NL } from "../../text/voice.ts";

/** Where somebody said "not now": it is not asked again on this computer. */
const SEEN = "soepel.voice-offer";

/** Offers, once, to learn the voice of a clinician who has no print yet. */
export function VoiceOffer() {
  const { link } = useEngine();
  const { go } = useRoute();
  const [isOffered, setOffered] = useState(false);

  useEffect(() => {
    if (localStorage.getItem(SEEN) !== null) return;
    link.call("voice:read", {}).then((result) => setOffered(result.ok && result.value === null));
  }, [link]);

  if (!isOffered) return null;
  const end = () => {
    localStorage.setItem(SEEN, "1");
    setOffered(false);
  };
  return (
    <Notice
      tone="calm"
      action={
        <>
          <Button onPress={() => go({ screen: "instellingen" })}>{VOICE_NL.offerAct}</Button>
          <Button look="quiet" onPress={end}>
            {VOICE_NL.offerNo}
          </Button>
        </>
      }
    >
      {VOICE_NL.offer}
    </Notice>
  );
}
