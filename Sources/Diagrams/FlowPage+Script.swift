extension FlowPage {
    /// What the page does.  It makes elements and sets their text, and never reads text as markup.
    static var script: StaticString {
        #"""
        "use strict";
        const graph = JSON.parse(document.getElementById("graph").textContent);
        const byId = name => document.getElementById(name);
        const rowHeight = 32, svgNames = "http://www.w3.org/2000/svg";
        const [packet, elapsed, from, to, kind, protocol, stream, label, answered, latency, notes,
          severity, fields] = Array(13).keys();
        const kinds = ["message", "packet", "retransmission", "gap", "note"];
        const severities = ["", "info", "warning", "error"];
        let rows = [], lanes = [], spacing = 220, chosen = -1, drawn = "";

        function make(name, properties, ...children) {
          const element = document.createElement(name);
          Object.assign(element, properties);
          element.append(...children);
          return element;
        }

        function draw(name, attributes, text) {
          const element = document.createElementNS(svgNames, name);
          for (const key in attributes) element.setAttribute(key, attributes[key]);
          if (text !== undefined) element.textContent = text;
          return element;
        }

        // Cut and not rounded, as in a list.
        function seconds(time) { return time === null ? "" : (Math.trunc(time / 1000) / 1e6).toFixed(6); }

        function duration(time) {
          const size = Math.abs(time);
          const [unit, name] = size < 1e3 ? [1, "ns"] : size < 1e6 ? [1e3, "µs"]
            : size < 1e9 ? [1e6, "ms"] : [1e9, "s"];
          return `${Number((time / unit).toPrecision(3))} ${name}`;
        }

        const pen = document.createElement("canvas").getContext("2d");
        const family = getComputedStyle(document.body).fontFamily;
        function widthOf(text, size) {
          pen.font = `${size}px ${family}`;
          return pen.measureText(text).width;
        }

        // As much of a text as fits; of more letters than there are pixels, that is not all.
        function cut(text, width, size) {
          if (text.length <= width && widthOf(text, size) <= width) return text;
          const letters = Array.from(text.slice(0, Math.max(0, width)));
          let [fits, exceeds] = [0, letters.length + 1];
          while (exceeds - fits > 1) {
            const middle = (fits + exceeds) >> 1;
            if (widthOf(letters.slice(0, middle).join("") + "…", size) <= width) fits = middle;
            else exceeds = middle;
          }
          return letters.slice(0, fits).join("") + "…";
        }

        const laneOf = end => graph.participants[end][0];
        const nameOf = end => graph.participants[end][1];
        const colour = event => event[kind] > 1 ? "var(--bad)" : `var(--c${event[protocol] % 6})`;

        // How much room packet numbers and times need.
        const last = graph.events.reduce(([packetNumber, time], event) =>
          [Math.max(packetNumber, event[packet]), Math.max(time, event[elapsed])], [0, 0]);
        const numberWidth = Math.max(42, widthOf(String(last[0]), 11) + 10);
        const gutter = Math.max(120, widthOf(seconds(last[1]), 11) + numberWidth + 24);

        // What an event is found by, made when somebody searches for the first time.
        const haystacks = [];
        function haystack(index) {
          const event = graph.events[index];
          return haystacks[index] ??= [event[label], nameOf(event[from]), nameOf(event[to]),
            graph.protocols[event[protocol]], event[notes], JSON.stringify(event[fields])]
            .join("\n").toLowerCase();
        }

        const alike = [];
        function likeness(index) {
          const event = graph.events[index];
          if (event[severity] || event[kind] > 1) return index;
          return alike[index] ??= `${event[from]} ${event[to]} ${event[stream]} `
            + event[label].replace(/\d+/g, "0");
        }

        // Runs of up to four events that come again and again are rows with a count.
        function fold(shown) {
          const folded = [];
          for (let index = 0; index < shown.length;) {
            let length = 1, count = 1;
            for (let size = 1; size <= 4; size++) {
              let end = index + size;
              while (end < shown.length && likeness(shown[end - size]) === likeness(shown[end])) end++;
              const times = Math.floor((end - index) / size);
              if (times >= (size === 1 ? 2 : 3)) { length = size; count = times; break; }
            }
            for (let first = index; first < index + length; first++) {
              const members = [];
              for (let time = 0; time < count; time++) members.push(shown[first + time * length]);
              folded.push(members);
            }
            index += length * count;
          }
          return folded;
        }

        // Rows that are a number stand for a pause of so many nanoseconds.
        const isPause = row => typeof rows[row] === "number";

        function withPauses(folded) {
          const spaced = [];
          let previous = null;
          for (const members of folded) {
            const first = graph.events[members[0]][elapsed];
            const last = graph.events[members[members.length - 1]][elapsed];
            if (previous !== null && first !== null && first - previous >= graph.pause) {
              spaced.push(first - previous);
            }
            if (last !== null) previous = Math.max(previous ?? last, last);
            spaced.push(members);
          }
          return spaced;
        }

        function select() {
          const words = byId("search").value.trim().toLowerCase();
          const wantedProtocol = byId("protocol").value, wantedStream = byId("stream").value;
          const shown = [];
          graph.events.forEach((event, index) => {
            if (wantedProtocol !== "" && event[protocol] !== Number(wantedProtocol)) return;
            if (wantedStream !== "" && event[stream] !== wantedStream) return;
            if (words !== "" && !haystack(index).includes(words)) return;
            shown.push(index);
          });
          const folded = byId("fold").checked ? fold(shown) : shown.map(index => [index]);
          rows = withPauses(folded);
          const used = new Set();
          for (const index of shown) {
            used.add(laneOf(graph.events[index][from]));
            used.add(laneOf(graph.events[index][to]));
          }
          lanes = [...used].sort((one, other) => one - other);
          byId("count").textContent = (shown.length === graph.events.length
            ? `${shown.length} events` : `${shown.length} of ${graph.events.length} events`)
            + (folded.length < shown.length ? ` in ${folded.length} rows` : "")
            + (graph.leftOut ? `; ${graph.leftOut} more are left out` : "");
          layOut();
        }

        function layOut() {
          const view = byId("view");
          const room = view.clientWidth - gutter - 40;
          spacing = Math.max(190, Math.min(430, room / Math.max(1, lanes.length)));
          const width = gutter + spacing * lanes.length + 20;
          byId("heads").style.width = byId("rows").style.width = `${width}px`;
          byId("rows").style.height = `${rows.length * rowHeight + 12}px`;
          byId("heads").replaceChildren(...lanes.map((lane, place) => {
            const [name, where] = graph.lanes[lane];
            const head = make("div", { title: `${name} ${where}` }, make("b", { textContent: name }),
              make("span", { textContent: where }));
            head.style.left = `${gutter + place * spacing + 8}px`;
            head.style.width = `${spacing - 16}px`;
            return head;
          }));
          drawn = "";
          drawVisible();
        }

        const x = lane => gutter + (lanes.indexOf(lane) + 0.5) * spacing;

        // Only the rows that are in view, and some around them.
        function drawVisible() {
          const view = byId("view");
          const first = Math.max(0, Math.floor((view.scrollTop - 54) / rowHeight) - 20);
          const last = Math.min(rows.length, first + Math.ceil(view.clientHeight / rowHeight) + 40);
          const key = `${first} ${last} ${chosen}`;
          if (key === drawn) return;
          drawn = key;
          const width = gutter + spacing * lanes.length + 20;
          const svg = draw("svg", { width, height: (last - first) * rowHeight + 12 });
          svg.style.top = `${first * rowHeight}px`;
          for (const lane of lanes) {
            svg.append(draw("line", { class: "lane", x1: x(lane), x2: x(lane), y1: 0,
              y2: (last - first) * rowHeight }));
          }
          for (let row = first; row < last; row++) {
            const top = (row - first) * rowHeight;
            svg.append(isPause(row) ? drawPause(rows[row], top, width) : drawRow(row, top, width));
          }
          byId("rows").replaceChildren(svg);
          if (rows.length === 0) {
            byId("rows").replaceChildren(make("div", { id: "empty", textContent: "No messages." }));
          }
        }

        function drawPause(time, top, width) {
          const group = draw("g", { class: "pause" });
          group.append(draw("rect", { x: 0, y: top, width, height: rowHeight }));
          for (const lane of lanes) {
            group.append(draw("line", { x1: x(lane), x2: x(lane), y1: top, y2: top + rowHeight }));
          }
          group.append(draw("text", { class: "small", x: 16, y: top + 20 }, `${duration(time)} later`));
          return group;
        }

        function labelOf(members) {
          const event = graph.events[members[0]];
          if (members.length === 1) return event[label];
          const last = graph.events[members[members.length - 1]][label].match(/\d+/g) ?? [];
          let place = 0;
          const range = event[label].replace(/\d+/g, number => {
            const end = last[place++];
            return end === number || end === undefined ? number : `${number}…${end}`;
          });
          return `${range} ×${members.length}`;
        }

        function drawRow(row, top, width) {
          const members = rows[row], event = graph.events[members[0]];
          const group = draw("g", { class: "row" + (row === chosen ? " chosen" : "")
            + (event[kind] > 1 ? " broken" : ""), "data-row": row });
          const y = top + 23;
          group.append(draw("rect", { class: "ground", x: 0, y: top, width, height: rowHeight }));
          group.append(draw("text", { class: "small", x: gutter - 8 - numberWidth, y: y - 2, "text-anchor": "end" },
            seconds(event[elapsed])));
          group.append(draw("text", { class: "small", x: gutter - 8, y: y - 2, "text-anchor": "end" },
            event[packet]));
          const [start, end] = [x(laneOf(event[from])), x(laneOf(event[to]))];
          const side = end >= start ? 1 : -1;
          const attributes = { fill: "none", stroke: colour(event), "stroke-width": 1.5 };
          if (event[kind] > 1) attributes["stroke-dasharray"] = "6 4";
          const isLoop = start === end;
          group.append(draw("path", { ...attributes, d: isLoop
            ? `M${start} ${y - 10}h18v10h-11` : `M${start} ${y}H${end - side * 7}` }));
          const tip = isLoop ? 1 : -side;
          group.append(draw("path", { fill: colour(event),
            d: `M${end} ${y}l${tip * 9} -4.5v9z` }));
          const shown = labelOf(members);
          const tail = event[answered] && members.length === 1 ? duration(event[latency]) : "";
          const tailWidth = tail ? widthOf(tail, 11) + 8 : 0;
          const room = (isLoop ? spacing - 40 : Math.abs(end - start) - 24) - tailWidth;
          const text = cut(shown, room, 12), half = widthOf(text, 12) / 2;
          const middle = (start + end - tailWidth) / 2;
          group.append(draw("text", isLoop ? { class: "label", x: start + 24, y: y - 2 }
            : { class: "label", x: middle, y: y - 6, "text-anchor": "middle" }, text));
          if (tail) group.append(draw("text", { class: "small", y: y - 6,
            x: isLoop ? start + 32 + 2 * half : middle + half + 8 }, tail));
          if (event[notes] && event[kind] !== 4) group.append(draw("text", { class: "note",
            x: Math.max(start, end) + 8, y: y + 4 }, "⚠ " + cut(event[notes], spacing - 30, 11)));
          group.append(draw("title", {}, `${event[packet]}  ${graph.protocols[event[protocol]]}\n${shown}`));
          return group;
        }

        function entry(list, name, value) {
          list.append(make("dt", { textContent: name }),
            value instanceof Node ? make("dd", {}, value) : make("dd", { textContent: value }));
        }

        function valueText(value) {
          if (Array.isArray(value)) return value.map(valueText).join("\n");
          if (value !== null && typeof value === "object") return value.text ?? value.base64 ?? JSON.stringify(value);
          return String(value);
        }

        function link(number) {
          const target = graph.events.findIndex(event => event[packet] === number);
          if (target < 0) return String(number);
          return make("a", { textContent: number, onclick: () => goTo(target) });
        }

        function goTo(target) {
          const place = () => rows.findIndex((members, row) => !isPause(row) && members.includes(target));
          if (place() < 0) {
            byId("search").value = byId("protocol").value = byId("stream").value = "";
            select();
          }
          choose(place());
        }

        // To the next row that is no pause.
        function step(direction) {
          let row = chosen + direction;
          while (isPause(row)) row += direction;
          choose(row);
        }

        function choose(row) {
          if (row < 0 || row >= rows.length || isPause(row)) return;
          chosen = row;
          const view = byId("view"), top = row * rowHeight;
          if (top < view.scrollTop) view.scrollTop = top;
          const bottom = top + rowHeight + 66 - view.clientHeight;
          if (bottom > view.scrollTop) view.scrollTop = bottom;
          showDetails(rows[row]);
          drawVisible();
        }

        function showDetails(members) {
          const event = graph.events[members[0]], panel = byId("details");
          const facts = make("dl", {}), values = make("dl", {});
          entry(facts, "packet", event[packet]);
          if (event[elapsed] !== null) {
            entry(facts, "time", `${seconds(event[elapsed])} s`);
            entry(facts, "date", new Date(graph.start + event[elapsed] / 1e6).toISOString());
          }
          const ends = end => { const [, name, where] = graph.participants[end];
            return name === where ? name : `${name}  ${where}`; };
          entry(facts, "from", ends(event[from]));
          entry(facts, "to", ends(event[to]));
          entry(facts, "protocol", graph.protocols[event[protocol]]);
          if (event[stream]) entry(facts, "conversation", event[stream]);
          if (event[kind] > 1) entry(facts, "kind", kinds[event[kind]]);
          if (event[answered]) {
            entry(facts, "answers packet", link(event[answered]));
            entry(facts, "after", duration(event[latency]));
          }
          if (event[notes]) entry(facts, severities[event[severity]] || "notes", event[notes]);
          if (members.length > 1) {
            const rest = make("span", {});
            members.slice(0, 200).forEach((member, place) => {
              if (place) rest.append(", ");
              rest.append(make("a", { textContent: graph.events[member][packet],
                onclick: () => showDetails([member]) }));
            });
            if (members.length > 200) rest.append(` and ${members.length - 200} more`);
            entry(facts, `${members.length} alike`, rest);
          }
          for (const name of Object.keys(event[fields])) entry(values, name, valueText(event[fields][name]));
          panel.replaceChildren(make("button", { textContent: "×", title: "Close", onclick: close }),
            make("h2", { textContent: event[label] }), facts, values);
          if (panel.hidden) { panel.hidden = false; layOut(); }
        }

        function close() {
          chosen = -1;
          byId("details").hidden = true;
          layOut();
        }

        function option(value, text) { return make("option", { value, textContent: text }); }

        function start() {
          document.title = graph.title || "Flow graph";
          byId("title").textContent = graph.title;
          byId("fold").checked = graph.folds;
          byId("protocol").append(option("", "all protocols"),
            ...graph.protocols.map((name, index) => option(index, name)));
          const streams = [...new Set(graph.events.map(event => event[stream]))].filter(name => name);
          byId("stream").append(option("", "all conversations"),
            ...streams.slice(0, 2000).map(name => option(name, name)));
          for (const name of ["search", "protocol", "stream", "fold"]) {
            byId(name).addEventListener("input", () => { chosen = -1; byId("view").scrollTop = 0; select(); });
          }
          byId("view").addEventListener("scroll", () => requestAnimationFrame(drawVisible));
          addEventListener("resize", layOut);
          byId("rows").addEventListener("click", event => {
            const group = event.target.closest(".row");
            if (group && String(getSelection()) === "") choose(Number(group.dataset.row));
          });
          addEventListener("keydown", event => {
            if (event.target.matches("input, select")) return;
            if (event.key === "/") { event.preventDefault(); byId("search").focus(); }
            else if (event.key === "ArrowDown") { event.preventDefault(); step(1); }
            else if (event.key === "ArrowUp") { event.preventDefault(); step(-1); }
            else if (event.key === "Escape") close();
          });
          select();
        }

        start();
        """#
    }
}
