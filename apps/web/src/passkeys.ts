import { startPasskeyLogin } from "./islands/passkey-login";
import { startPasskeyNew } from "./islands/passkey-new";

startPasskeyLogin();
startPasskeyNew();
