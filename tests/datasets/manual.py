"""Reads a generated manual.md and aligns cases with it, in the plainest way.

Only what our own manuals use is understood: numbered steps with owners, limits,
`optional:`, `one of:`, `any order:`, `repeat A-B until done`, `back to N`, `may repeat`
and `end`. The result is a small automaton: state -> [(label or None, next state)].
"""

import heapq
import itertools
import re

ITEM = re.compile(r"^( *)(?:(\d+)\.|-) (.*)$")
STEP = re.compile(r"^(?P<optional>optional: )?(?P<name>[^(]+?) \((?P<owner>[^)]+)\)(?P<rest>.*)$")


class Node:
    def __init__(self, number, text):
        self.number, self.text, self.children = number, text, []


def outline(text):
    """Nested list items; headings, prose and the Rules section are left out."""
    root, stack = Node(None, ""), []
    for line in text.split("## Rules")[0].splitlines():
        m = ITEM.match(line)
        if not m:
            continue
        node = Node(m[2], m[3])
        while stack and stack[-1][0] >= len(m[1]):
            stack.pop()
        (stack[-1][1] if stack else root).children.append(node)
        stack.append((len(m[1]), node))
    return root.children


class Manual:
    def __init__(self, text):
        self.edges, self.owner, self.limit = [], {}, {}
        self.begin_of, self.end_of = {}, {}
        self.start, self.final = self.state(), self.state()
        self.back = []
        self.edge(self.sequence(outline(text), self.start, True), None, self.final)
        for state, number in self.back:
            self.edge(state, None, self.begin_of[number])
        self.close()

    def state(self):
        self.edges.append([])
        return len(self.edges) - 1

    def edge(self, a, label, b):
        self.edges[a].append((label, b))

    def sequence(self, nodes, at, top=False):
        for node in nodes:
            if top:
                self.begin_of[node.number] = at
            at = self.item(node, at)
            if top:
                self.end_of[node.number] = at
        return at

    def item(self, node, at):
        text = node.text
        m = re.match(r"repeat (\d+)-(\d+) until done$", text)
        if m:
            self.edge(at, None, self.begin_of[m[1]])
            return at
        if text == "one of:":
            after = self.state()
            for child in node.children:
                self.edge(self.item(child, at), None, after)
            return after
        if text == "any order:":
            after = self.state()
            for order in itertools.permutations(node.children):
                self.edge(self.sequence(order, at), None, after)
            return after
        if text.endswith(":"):  # a branch with a heading of its own
            return self.sequence(node.children, at)
        return self.step(STEP.match(text), at)

    def step(self, m, at):
        after = self.state()
        name, rest = m["name"], m["rest"]
        begin = self.state()
        self.edge(at, None, begin)
        done = self.state()
        self.edge(begin, name, done)
        self.owner[name] = m["owner"]
        if "within" in rest:
            self.limit[name] = rest.strip()
        if "may repeat" in rest:
            self.edge(done, None, begin)
        if m["optional"]:
            self.edge(at, None, after)
        back = re.search(r"back to (\d+)", rest)
        if back:
            self.back.append((done, back[1]))
        else:
            self.edge(done, None, after)
        if re.search(r"\bend$", rest):
            self.edge(done, None, self.final)
        return after

    def close(self):
        """Silent steps are taken out: visible[s] = [(label, next)], accepts = states."""
        reach = []
        for s in range(len(self.edges)):
            seen, todo = {s}, [s]
            while todo:
                for label, b in self.edges[todo.pop()]:
                    if label is None and b not in seen:
                        seen.add(b)
                        todo.append(b)
            reach.append(seen)
        self.visible = [
            sorted({(l, b) for s in r for l, b in self.edges[s] if l is not None})
            for r in reach
        ]
        self.accepts = {s for s, r in enumerate(reach) if self.final in r}

    def follows(self):
        """Documented (from owner, to owner) of steps that may follow each other."""
        pairs = set()
        for out in self.visible:
            for a, s in out:
                pairs |= {(self.owner[a], self.owner[b]) for b, _ in self.visible[s]}
        return {(a, b) for a, b in pairs if a != b}

    def align(self, trace, complete=True):
        """Cheapest moves [(kind, label)], kind one of match, log, model."""
        best, heap, n = {}, [(0, 0, self.start, ())], 0
        while heap:
            cost, position, state, moves = heapq.heappop(heap)
            if (position, state) in best:
                continue
            best[position, state] = cost
            if position == -len(trace) and (not complete or state in self.accepts):
                return cost, self.unroll(moves)
            i = -position
            if i < len(trace):
                heapq.heappush(heap, (cost + 1, position - 1, state, (("log", trace[i]), moves)))
            for label, b in self.visible[state]:
                if i < len(trace) and label == trace[i]:
                    heapq.heappush(heap, (cost, position - 1, b, (("match", label), moves)))
                heapq.heappush(heap, (cost + 1, position, b, (("model", label), moves)))
        raise AssertionError("no alignment")

    @staticmethod
    def unroll(moves):
        out = []
        while moves:
            move, moves = moves
            out.append(move)
        return out[::-1]

    def conflict(self, x, y):
        """No run has both: neither can be reached after the other."""
        return not self.reaches(x, y) and not self.reaches(y, x)

    def reaches(self, x, y):
        todo = [s for out in self.visible for l, s in out if l == x]
        seen = set(todo)
        while todo:
            for label, b in self.visible[todo.pop()]:
                if label == y:
                    return True
                if b not in seen:
                    seen.add(b)
                    todo.append(b)
        return False


def kinds(manual, moves):
    """The statements of spec 6.2 about one alignment: [(kind, label)]."""
    said, logs, models = [], [], []
    matched = {l for k, l in moves if k == "match"}
    first = next((i for i, m in enumerate(moves) if m[0] == "match"), len(moves))
    last = max((i for i, m in enumerate(moves) if m[0] != "model"), default=-1)
    for i, (kind, label) in enumerate(moves):
        (logs if kind == "log" else models if kind == "model" else []).append((i, label))
    for i, label in list(logs):
        pair = [m for m in models if m[1] == label]
        if pair:
            models.remove(min(pair, key=lambda m: abs(m[0] - i)))
            logs.remove((i, label))
            said.append(("wrong-order", label))
    for i, label in logs:
        if label not in manual.owner:
            said.append(("undocumented-step", label))
        elif any(manual.conflict(label, y) for y in matched if y != label):
            said.append(("both-alternatives", label))
        elif label in matched:
            said.append(("repeated", label))
        else:
            said.append(("out-of-place", label))
    for i, label in models:
        said.append(
            ("wrong-start" if i < first else "ended-early" if i > last else "skipped", label)
        )
    return said
