import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { pickLink } from "./link/pick-link.ts";
import "./style/style.ts";

createRoot(document.getElementById("root")!).render(<App link={pickLink()} />);
