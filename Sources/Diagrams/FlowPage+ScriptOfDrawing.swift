extension FlowPage {
    /// The rows that are in view.
    static var scriptOfDrawing: StaticString {
        #"""
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

        """#
    }
}
