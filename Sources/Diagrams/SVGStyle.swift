/// The look that all pictures share.
///
/// Classes: `ground` behind all, `ink` for text, `faint` for what helps only, `small`, `strong` and
/// `title` for text, `rule` for thin lines; `series-1` to `series-6` for lines and `area-1` to
/// `area-6` for areas of one colour each, `dot-1` to `dot-6` for points and text of the same.
public enum SVGStyle {
    public static var rules: StaticString {
        """
        svg { color-scheme: light dark;
          --ground: #ffffff; --ink: #1f2933; --faint: #6b7785; --rule: #d5dbe1;
          --c1: #2563a8; --c2: #b45309; --c3: #15803d; --c4: #b91c1c; --c5: #7c3aed; --c6: #0e7490; }
        @media (prefers-color-scheme: dark) { svg {
          --ground: #15191e; --ink: #e6e9ec; --faint: #98a3ae; --rule: #39424c;
          --c1: #6fb1f0; --c2: #f0a75a; --c3: #5fcf8a; --c4: #f58585; --c5: #b79cf5; --c6: #5cc6dd; } }
        .ground { fill: var(--ground); }
        text { font: 13px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: var(--ink); }
        text.small { font-size: 11px; }
        text.strong { font-weight: 600; }
        text.title { font-size: 16px; font-weight: 600; }
        text.faint, tspan.faint { fill: var(--faint); font-size: 11px; }
        line, path { stroke-width: 1.5; fill: none; stroke: var(--ink); }
        line.faint, path.faint { stroke: var(--faint); stroke-dasharray: 4 4; stroke-width: 1; }
        line.rule, path.rule { stroke: var(--rule); stroke-width: 1; }
        .series-1 { stroke: var(--c1); } .series-2 { stroke: var(--c2); } .series-3 { stroke: var(--c3); }
        .series-4 { stroke: var(--c4); } .series-5 { stroke: var(--c5); } .series-6 { stroke: var(--c6); }
        .dot-1 { fill: var(--c1); } .dot-2 { fill: var(--c2); } .dot-3 { fill: var(--c3); }
        .dot-4 { fill: var(--c4); } .dot-5 { fill: var(--c5); } .dot-6 { fill: var(--c6); }
        path[class^="dot"] { stroke: none; }
        .area-1, .area-2, .area-3, .area-4, .area-5, .area-6 { stroke: none; fill-opacity: 0.75; }
        .area-1 { fill: var(--c1); } .area-2 { fill: var(--c2); } .area-3 { fill: var(--c3); }
        .area-4 { fill: var(--c4); } .area-5 { fill: var(--c5); } .area-6 { fill: var(--c6); }

        """
    }
}
