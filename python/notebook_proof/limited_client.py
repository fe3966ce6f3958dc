"""A client of a kernel that keeps of what each cell shows no more than can be looked at."""

from nbclient import NotebookClient


class LimitedClient(NotebookClient):
    """`limit` is how many characters each cell may show, None for all; `cut` has the positions of cells of which more
    was not kept. What was raised is always kept."""

    def __init__(self, notebook, limit=None, **options):
        super().__init__(notebook, **options)
        self.limit, self.cut, self._kept = limit, set(), {}

    def clear_output(self, outs, msg, cell_index):
        """Forgets what is taken back."""
        super().clear_output(outs, msg, cell_index)
        if not outs:
            self._kept.pop(cell_index, None)

    def output(self, outs, msg, display_id, cell_index):
        """Takes in what the kernel shows, as far as there is room."""
        if self.clear_before_next_output:
            self._kept.pop(cell_index, None)
        if self.limit is None or msg["msg_type"] == "error":
            return super().output(outs, msg, display_id, cell_index)
        content, left = msg["content"], self.limit - self._kept.get(cell_index, 0)
        size = _size(content)
        if size > left:
            self.cut.add(cell_index)
            if msg["msg_type"] != "stream" or left <= 0:
                return None
            content["text"] = content["text"][:left]
        self._kept[cell_index] = self.limit - left + min(size, left)
        return super().output(outs, msg, display_id, cell_index)


def _size(content):
    shown = content.get("data", {}).values() if "data" in content else [content.get("text", "")]
    return sum(len(one) if isinstance(one, str) else len(str(one)) for one in shown)
