import "./tokens.css";
import "./base.css";
import "./parts.css";
import "./shell.css";
import "./opname.css";
import "./nota.css";
import "./screens.css";
