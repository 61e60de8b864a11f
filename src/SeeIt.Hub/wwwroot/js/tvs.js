// The list of TVs, kept up to date.
import { listen } from "./events.js";
import { statusWords } from "./words.js";

export function start(list) {
  const link = id => list.querySelector(`[data-tv="${CSS.escape(id)}"]`);
  const known = () => list.querySelectorAll("[data-tv]").length;

  const show = (id, presence, status) => {
    const tv = link(id);
    tv.querySelector(".dot").dataset.presence = presence;
    tv.querySelector("[data-role=line]").textContent =
      presence === "Unreachable" ? "Not reachable" : status ? statusWords(status) : "Ready";
  };

  const source = listen({
    snapshot: ({ tvs }) => {
      if (tvs.length !== known() || tvs.some(tv => !link(tv.id))) {
        location.reload();
        return;
      }

      for (const tv of tvs) {
        show(tv.id, tv.presence, tv.status);
      }
    },
    status: ({ tvId, status }) => link(tvId) && show(tvId, "Online", status),
    tv: ({ tvId, change }) => {
      if (change === "Paired" || change === "Unpaired") {
        source.close();
        location.reload();
      } else if (link(tvId)) {
        show(tvId, change);
      }
    },
  });
}
