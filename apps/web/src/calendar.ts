import { startAgenda } from "./islands/agenda";
import { startAgendaDrag } from "./islands/agenda-drag";

startAgenda();
startAgendaDrag();
