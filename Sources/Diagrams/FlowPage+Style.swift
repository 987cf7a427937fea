extension FlowPage {
    /// What the page looks like.
    static var style: StaticString {
        """
        :root { color-scheme: light dark;
          --ground: #ffffff; --ink: #1f2933; --faint: #5d6874; --rule: #d5dbe1; --chosen: #e8f0f9;
          --c0: #2563a8; --c1: #b45309; --c2: #15803d; --c3: #7c3aed; --c4: #0e7490; --c5: #a21caf;
          --bad: #b91c1c; --odd: #b45309; }
        @media (prefers-color-scheme: dark) { :root {
          --ground: #15191e; --ink: #e6e9ec; --faint: #98a3ae; --rule: #39424c; --chosen: #22303f;
          --c0: #6fb1f0; --c1: #f0a75a; --c2: #5fcf8a; --c3: #b79cf5; --c4: #5cc6dd; --c5: #e58fe0;
          --bad: #f58585; --odd: #f0a75a; } }
        * { box-sizing: border-box; }
        html, body { height: 100%; margin: 0; }
        body { display: flex; flex-direction: column; background: var(--ground); color: var(--ink);
          font: 13px/1.4 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
        header { display: flex; flex-wrap: wrap; gap: 10px; align-items: center;
          padding: 10px 16px; border-bottom: 1px solid var(--rule); }
        h1 { font-size: 16px; margin: 0; max-width: 40%; overflow: hidden; text-overflow: ellipsis; }
        #count { color: var(--faint); margin-right: auto; }
        input, select, button { font: inherit; color: inherit; background: var(--ground);
          border: 1px solid var(--rule); border-radius: 6px; padding: 4px 8px; max-width: 220px; }
        input[type=search] { width: 220px; }
        label { color: var(--faint); }
        main { display: flex; flex: 1; min-height: 0; }
        #view { flex: 1; overflow: auto; position: relative; outline: none; }
        #heads { position: sticky; top: 0; z-index: 1; height: 54px; background: var(--ground);
          border-bottom: 1px solid var(--rule); }
        #heads div { position: absolute; top: 6px; height: 42px; padding: 3px 8px; text-align: center;
          border: 1.5px solid var(--rule); border-radius: 6px; background: var(--ground); }
        #heads b:only-child, #heads b:has(+ span:empty) { line-height: 34px; }
        #heads b, #heads span { display: block; overflow: hidden; text-overflow: ellipsis;
          white-space: nowrap; }
        #heads span { font-size: 11px; color: var(--faint); }
        #heads, #rows { min-width: 100%; }
        #rows { position: relative; }
        svg { position: absolute; left: 0; display: block; }
        svg text { font-size: 12px; fill: var(--ink); }
        svg text.small { font-size: 11px; fill: var(--faint); font-variant-numeric: tabular-nums; }
        svg text.note { font-size: 11px; fill: var(--odd); }
        svg .lane { stroke: var(--rule); }
        svg .row { cursor: pointer; }
        svg .row .ground { fill: transparent; }
        svg .row:hover .ground, svg .row.chosen .ground { fill: var(--chosen); }
        svg .broken text.label { fill: var(--bad); }
        svg .pause rect { fill: var(--ground); }
        svg .pause line { stroke: var(--rule); stroke-dasharray: 2 6; }
        svg .pause text { font-style: italic; }
        aside { width: 380px; overflow: auto; border-left: 1px solid var(--rule); padding: 12px 16px; }
        aside[hidden] { display: none; }
        aside h2 { font-size: 14px; margin: 0 28px 8px 0; overflow-wrap: anywhere; }
        aside button { float: right; }
        dl { display: grid; grid-template-columns: minmax(90px, auto) 1fr; gap: 2px 12px; margin: 0 0 12px; }
        dt { color: var(--faint); overflow-wrap: anywhere; }
        dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
        a { color: var(--c0); cursor: pointer; text-decoration: underline; }
        .note { color: var(--odd); }
        #empty { padding: 24px; color: var(--faint); }
        @media (max-width: 800px) { main { flex-direction: column; }
          aside { width: auto; max-height: 45%; border-left: 0; border-top: 1px solid var(--rule); } }

        """
    }

    static var body: StaticString {
        """
        <header>
        <h1 id="title"></h1><span id="count" role="status"></span>
        <input type="search" id="search" placeholder="Search" aria-label="Search">
        <select id="protocol" aria-label="Protocol"></select>
        <select id="stream" aria-label="Conversation"></select>
        <label><input type="checkbox" id="fold"> fold runs</label>
        </header>
        <main>
        <div id="view" tabindex="0" aria-label="Ladder"><div id="heads"></div><div id="rows"></div></div>
        <aside id="details" hidden></aside>
        </main>
        <noscript>This page draws its ladder with a script of its own.</noscript>

        """
    }
}
