// A post that waits for its box: shows the answer when it comes.
import { listen } from "./events.js";

export function start(waiting) {
  const source = listen({
    snapshot: async () => {
      const response = await fetch(`/api/v1/posts/${waiting.dataset.post}`);
      if (response.ok && (await response.json()).answered) {
        source.close();
        location.reload();
      }
    },
    candidates: post => {
      if (post.postId === waiting.dataset.post) {
        source.close();
        location.reload();
      }
    },
  });
}
