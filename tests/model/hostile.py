"""Documents made to hurt (spec/reliability.md 4.5, E1 to E6): each must be read or
refused, quickly and within memory, whatever it holds."""
import os
import resource
import subprocess
import sys
import tempfile

BPMN = ('<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">%s'
        '</definitions>')


def process(body, ident="P"):
    return '<process id="%s">%s</process>' % (ident, body)


def flow(source, target, number=[0]):
    number[0] += 1
    return '<sequenceFlow id="f%d" sourceRef="%s" targetRef="%s"/>' % (
        number[0], source, target)


def laughs(levels=10):
    entities = '<!ENTITY a0 "ha">' + "".join(
        '<!ENTITY a%d "%s">' % (i, ("&a%d;" % (i - 1)) * 10) for i in range(1, levels))
    return "<!DOCTYPE d [%s]><d>&a%d;</d>" % (entities, levels - 1)


def branches(gateway, n, steps):
    """n branches of some steps each between two gateways."""
    body = '<startEvent id="s"/><%s id="g"/><%s id="h"/><endEvent id="e"/>' % (
        gateway, gateway) + flow("s", "g") + flow("h", "e")
    for i in range(n):
        before = "g"
        for k in range(steps):
            step = "t%d_%d" % (i, k)
            body += '<task id="%s" name="%s"/>' % (step, step) + flow(before, step)
            before = step
        body += flow(before, "h")
    return BPMN % process(body)


def token_loop():
    """A parallel gateway inside a loop: every turn leaves a token behind."""
    return BPMN % process(
        '<startEvent id="s"/><exclusiveGateway id="x"/><parallelGateway id="g"/>'
        '<task id="A" name="A"/><task id="B" name="B"/><endEvent id="e"/>' +
        flow("s", "x") + flow("x", "g") + flow("g", "A") + flow("A", "x") +
        flow("g", "B") + flow("B", "e"))


def nested_loops(depth):
    body = '<startEvent id="s"/><endEvent id="e"/>' + flow("s", "i0")
    for i in range(depth):
        body += ('<exclusiveGateway id="i%d"/><exclusiveGateway id="o%d"/>'
                 '<task id="t%d" name="t%d"/>' % (i, i, i, i))
        body += flow("i%d" % i, "t%d" % i) + flow("o%d" % i, "i%d" % i)
        body += flow("t%d" % i, "i%d" % (i + 1) if i + 1 < depth else "o%d" % i)
        body += flow("o%d" % i, "o%d" % (i - 1) if i else "e")
    return BPMN % process(body)


def cyclic_calls():
    return BPMN % (process('<startEvent id="a"/><task id="T" name="T"/>'
                           '<callActivity id="c" name="call" calledElement="Q"/>' +
                           flow("a", "T") + flow("T", "c")) +
                   process('<startEvent id="b"/><callActivity id="d" name="back" '
                           'calledElement="P"/><callActivity id="d2" name="twice" '
                           'calledElement="P"/>' + flow("b", "d") + flow("d", "d2"),
                           "Q"))


def documents():
    """name, bytes, must it be refused?"""
    small = BPMN % process('<task id="A" name="A"/>')
    yield "E1 laughs", laughs(), True
    yield "E1 quadratic", '<!DOCTYPE d [<!ENTITY a "%s">]><d>%s</d>' % (
        "x" * 100000, "&a;" * 10000), True
    yield "E1 entity loop", '<!DOCTYPE d [<!ENTITY a "&b;"><!ENTITY b "&a;">]><d>&a;</d>', True
    yield "E2 external entity", '<!DOCTYPE d [<!ENTITY a SYSTEM "/etc/passwd">]><d>&a;</d>', True
    yield "E2 external subset", '<!DOCTYPE d SYSTEM "http://127.0.0.1:1/x.dtd"><d/>', True
    yield "E2 include", (BPMN % process(
        '<task id="A" name="A"/><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" '
        'href="/etc/passwd"/>')).replace(
            "<process", '<?xml-stylesheet href="file:///etc/passwd"?><import '
            'importType="x" location="/etc/passwd" namespace="y"/><process'), False
    yield "E3 utf-16", small.encode("utf-16"), False
    yield "E3 utf-16 be", ("\ufeff" + small).encode("utf-16-be"), False
    yield "E3 bom", b"\xef\xbb\xbf" + small.encode(), False
    yield "E3 wrong encoding", b'<?xml version="1.0" encoding="UTF-16"?>' + small.encode(), True
    yield "E3 latin bytes", small.replace('"A"/>', '"\u00e4"/>').encode("latin-1"), True
    yield "E3 windows-1252", ('<?xml version="1.0" encoding="windows-1252"?>' +
                              small.replace('name="A"', 'name="\u20ac"')).encode("cp1252"), False
    yield "E3 control character", small.replace('"A"/>', '"\x01"/>'), True
    yield "E4 deep", "<a>" * 1000000, True
    yield "E4 deep bpmn", BPMN % process("<subProcess>" * 300 + "</subProcess>" * 300), True
    yield "E4 attributes", "<definitions " + " ".join(
        'a%d=""' % i for i in range(1000000)) + "/>", True
    yield "E4 long name", "<" + "a" * (60 << 20) + "/>", True
    yield "E4 long attribute", '<definitions a="' + "x" * (2 << 20) + '"/>', True
    yield "E4 too large", "<definitions>" + " " * (65 << 20) + "</definitions>", True
    yield "E4 many elements", "<definitions>" + "<a/>" * 1100000 + "</definitions>", True
    yield "E4 many tasks", BPMN % process("<task name='t'/>" * 900000), True
    yield "E4 two roots", small + small, True
    yield "E4 nothing", "", True
    yield "E5 missing node", BPMN % process('<task id="A" name="A"/>' + flow("A", "Z")), False
    yield "E5 to itself", BPMN % process('<task id="A" name="A"/>' + flow("A", "A")), False
    yield "E5 same ids", BPMN % process('<task id="A" name="A"/>' * 3 + flow("A", "A")), False
    yield "E5 long ids", BPMN % process('<task id="%s" name="A"/>' % ("i" * 1000000)), False
    yield "E5 two lanes", BPMN % process(
        '<laneSet><lane name="x"><flowNodeRef>A</flowNodeRef></lane><lane name="y">'
        '<flowNodeRef>A</flowNodeRef></lane></laneSet><task id="A" name="A"/>'), False
    yield "E5 calls", cyclic_calls(), False
    yield "E5 own border", BPMN % process(
        '<task id="A" name="A"/><boundaryEvent id="b" attachedToRef="b"/>' +
        flow("b", "b")), False
    yield "E6 parallel", branches("parallelGateway", 20, 3), False
    yield "E6 inclusive", branches("inclusiveGateway", 12, 1), False
    yield "E6 inclusive wide", branches("inclusiveGateway", 400, 1), False
    yield "E6 many subsets", BPMN % process("".join(
        '<inclusiveGateway id="g%d"/>' % i + "".join(
            '<task id="t%d_%d" name="t"/>' % (i, k) + flow("g%d" % i, "t%d_%d" % (i, k)) +
            flow("t%d_%d" % (i, k), "g%d" % (i + 1)) for k in range(10))
        for i in range(40)) + '<inclusiveGateway id="g40"/>'), False
    yield "E6 many joins", BPMN % process("".join(
        '<inclusiveGateway id="g%d"/><task id="t%d" name="t"/>' % (i, i) +
        flow("g%d" % i, "t%d" % i) + flow("t%d" % i, "g%d" % (i + 1)) +
        flow("g%d" % i, "g%d" % (i + 1)) for i in range(2000)) +
        '<inclusiveGateway id="g2000"/>'), False
    yield "E6 many terminates", BPMN % process(
        '<parallelGateway id="g"/>' + "".join(
            '<task id="t%d" name="t"/><endEvent id="e%d"><terminateEventDefinition/>'
            '</endEvent>' % (i, i) + flow("g", "t%d" % i) + flow("t%d" % i, "e%d" % i)
            for i in range(1600))), False
    yield "E6 many scopes", BPMN % process("".join(
        '<subProcess id="p%d"><task id="t%d" name="t"/></subProcess>' % (i, i) +
        flow("p%d" % i, "p%d" % (i + 1)) for i in range(1500)) +
        '<task id="p1500" name="t"/>'), False
    yield "E6 long chain", BPMN % process("".join(
        '<task id="t%d" name="t"/>' % i + flow("t%d" % i, "t%d" % (i + 1))
        for i in range(4900)) + '<task id="t4900" name="t"/>'), False
    yield "E6 loops in loops", nested_loops(200), False
    yield "E6 tokens", token_loop(), False
    yield "E6 silent circle", BPMN % process(
        '<startEvent id="s"/><exclusiveGateway id="x"/><exclusiveGateway id="y"/>'
        '<task id="A" name="A"/>' + flow("s", "x") + flow("x", "y") + flow("y", "x") +
        flow("y", "A")), False


def truncated():
    """A drawing cut at every byte."""
    whole = (BPMN % process('<task id="A" name="A&amp;"><documentation>x</documentation>'
                            '</task>')).encode()
    for n in range(len(whole)):
        yield whole[:n]


def limit_memory():
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))


def children_seconds():
    """Processor time of all children so far: a busy machine does not count."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def check(ask, failures, sanitized):
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "document.bpmn")
        for name, content, refused in documents():
            with open(path, "wb") as f:
                f.write(content if isinstance(content, bytes) else content.encode())
            before = children_seconds()
            done = subprocess.run([program, "states", path], capture_output=True,
                                  preexec_fn=None if sanitized else limit_memory)
            seconds = children_seconds() - before
            wanted = 3 if refused else 0
            if done.returncode != wanted or done.stderr:
                failures.append("%s: exit %d, expected %d: %s%s" %
                                (name, done.returncode, wanted, done.stdout[:200],
                                 done.stderr[:2000].decode()))
            if seconds > 5 and not sanitized:
                failures.append("%s: took %.1f s" % (name, seconds))
            if "--table" in sys.argv:
                print("%-24s exit %d  %.2f s  %s" % (name, done.returncode, seconds,
                                                     done.stdout[:120]))
        for content in truncated():
            with open(path, "wb") as f:
                f.write(content)
            _, status = ask("verdicts", path)
            if status != 3:
                failures.append("cut at byte %d: exit %d" % (len(content), status))
