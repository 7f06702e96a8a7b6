import { createRoot } from "react-dom/client";
import { App } from "../app.tsx";
import { SCENES } from "./scenes.ts";
import { ScriptedLink } from "./scripted-link.ts";
import "../style/style.ts";

declare global {
  interface Window {
    /** For the tests: what was asked, and a way to let the engine speak. */
    scripted?: ScriptedLink;
  }
}

/** One drawn state of the window: gallery.html?scene=nota&theme=dark. Without a scene: the list of them. */
const query = new URLSearchParams(window.location.search);
const name = query.get("scene");
const scene = name === null ? undefined : SCENES[name];
const root = createRoot(document.getElementById("root")!);
if (scene === undefined) {
  root.render(
    <ul>
      {Object.keys(SCENES).map((each) => (
        <li key={each}>
          <a href={`?scene=${each}`}>{each}</a>
        </li>
      ))}
    </ul>,
  );
} else {
  const theme = query.get("theme") === "dark" ? "dark" : "light";
  const link = new ScriptedLink({ ...scene.script, settings: { ...scene.script.settings, theme } });
  window.scripted = link;
  root.render(<App link={link} {...(scene.route === undefined ? {} : { start: scene.route })} />);
}
