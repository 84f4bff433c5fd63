import { startCardElement } from "./islands/card-element";
import { startCardFields } from "./islands/card-fields";
import { startCardQuestion } from "./islands/card-question";

startCardElement();
startCardFields();
startCardQuestion();
