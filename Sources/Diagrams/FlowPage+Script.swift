extension FlowPage {
    /// What the page does.  It makes elements and sets their text, and never reads text as markup.
    static var script: [StaticString] { [scriptOfRows, scriptOfDrawing, scriptOfDetails] }

    /// Which rows there are.
    private static var scriptOfRows: StaticString {
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

        """#
    }
}
