extension FlowPage {
    /// The fields of a message, and what keys and clicks do.
    static var scriptOfDetails: StaticString {
        #"""
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
