import DissectMedia
import Testing

/// Expected values are tshark's, where nothing else is said.
@Suite struct JSONTests {
    @Test func membersAndElementsHavePaths() {
        let read = Reading(
            #"{"a":"x","b":[1,"two",null,true,false,{"k":[[]]}],"o":{"p":{"q":-1.5e3}}}"#)
        #expect(read["json.key"] == ["a", "k", "b", "q", "p", "o"])
        #expect(read["json.member"] == ["a", "b", "k", "o", "p", "q"])
        #expect(read["json.path"] == ["/a", "/b/[]/k", "/b", "/o/p/q", "/o/p", "/o"])
        #expect(
            read["json.path_with_value"] == [
                "/a:x", "/b/[]:1", "/b/[]:two", "/b/[]:null", "/b/[]:true", "/b/[]:false",
                "/o/p/q:-1.5e3",
            ])
        #expect(
            read["json.member_with_value"] == [
                "a:x", "[]:1", "[]:two", "[]:null", "[]:true", "[]:false", "q:-1.5e3",
            ])
        #expect(read["json.value.string"] == ["x", "two"])
        #expect(read["json.value.number"] == ["1", "-1.5e3"])
        #expect(read["json.object"].count == 4)
        #expect(read["json.array"].count == 3)
        #expect(read["json.value.null"].count == 1)
        #expect(read.layers == ":json")
        #expect(read.rules == [])
    }

    @Test func aTreeHasKeyAndPathBehindTheValue() {
        let read = Reading(#"{"list":[7]}"#)
        #expect(
            read.lines == [
                "  json=JavaScript Object Notation: application/json",
                "    json.object=",
                "      json.member=list",
                "        json.array=",
                "          json.path_with_value=/list/[]:7",
                "          json.member_with_value=[]:7",
                "          json.value.number=7",
                "        json.key=list",
                "        json.path=/list",
            ])
    }

    @Test func severalValuesStandBehindOneAnother() {
        let read = Reading("{\"a\":1} [2]\n")
        #expect(read["json.path_with_value"] == ["/a:1", "/[]:2"])
        #expect(read["data-text-lines"] == [])
    }

    /// RFC 8259, section 7: its own example of a pair of surrogates is the G clef.
    @Test func escapesAreUndone() {
        let read = Reading(#"{"a\nb":"\u00e9\"\\\/\b\f\n\r\t\uD834\uDD1E","lone":"\ud800x"}"#)
        #expect(read["json.key"] == ["a\nb", "lone"])
        #expect(read["json.value.string"].first == "é\"\\/\u{8}\u{C}\n\r\t\u{1D11E}")
        #expect(read["json.value.string"].last == "\u{FFFD}x")
        #expect(read["json.member_with_value"].last == "lone:\u{FFFD}x")
    }

    @Test(arguments: [
        "{\"a\":", "{\"a\":1,}", "{a:1}", "{\"a\":\"unterm", "[1,2", "{\"a\":1", "[01]", "[-]",
        "[1.]", "[1e]", "[+1]", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}", "[\"a\",]", "{\"k\":tru}",
        "not json", "\"str\"", "12", "[1}", "{\"a\" 1}", "{,}", "[,1]", "[1 2]",
    ])
    func whatIsNoJSONIsText(_ text: String) {
        let read = Reading(text)
        #expect(read["json.object"] + read["json.array"] == [])
        #expect(read["data-text-lines"] == ["Line-based text data: application/json (1 lines)"])
        #expect(read["data-text-lines.line"] == [text])
        #expect(read.layers == ":json:data-text-lines")
        #expect(read.rules == ["json.syntax"])
    }

    @Test func textBehindAValueIsText() {
        let read = Reading("{\"a\":1} trailing")
        #expect(read["json.key"] == ["a"])
        #expect(read["data-text-lines.line"] == ["trailing"])
    }

    @Test func textOfAMessagePutTogetherIsReadAlike() {
        let text = #"{"a":"x","b\t":["y\n",true]} rest"#
        #expect(Reading(text).lines == Reading(text, isDecoded: true).lines)
    }

    @Test func everyShorterPrefixIsText() {
        let text = Array(#"{"a":[1,"\u00e9",{"b":null}],"c":true}"#.utf8)
        for count in 1..<text.count {
            let read = Reading(Array(text[..<count]))
            #expect(read["json.object"] == [], "\(count)")
            #expect(read["data-text-lines"].count == 1, "\(count)")
        }
    }

    @Test func nestingEndsAtAHundred() {
        let deep = { (count: Int) in
            String(repeating: "[", count: count) + String(repeating: "]", count: count)
        }
        #expect(Reading(deep(100))["json.array"].count == 100)
        let deeper = Reading(deep(101))
        #expect(deeper["json.array"] == [])
        #expect(deeper.rules == ["json.too-deep"])
        #expect(deeper["data-text-lines"].count == 1)
        #expect(Reading(String(repeating: "[", count: 100_000)).rules == ["json.too-deep"])
        let objects =
            String(repeating: "{\"k\":", count: 100) + "1"
            + String(repeating: "}", count: 100)
        #expect(Reading(objects)["json.key"].count == 100)
    }

    @Test func fieldsHaveALimit() {
        let many = Reading("[" + String(repeating: "1,", count: 100_000) + "1]")
        #expect(many.rules == ["json.too-many-fields"])
        #expect(many.lines.count <= 16_385)
        #expect(many["json.value.number"].count > 5_000)
    }

    /// A long name stands in the path of each value below it.
    @Test func textMadeHasALimit() {
        let name = String(repeating: "n", count: 60_000)
        let read = Reading("{\"\(name)\":[" + String(repeating: "1,", count: 1_000) + "1]}")
        #expect(read.rules == ["json.too-many-fields"])
        #expect(read.decodedByteCount < 512 * 1024)
    }
}

@Suite struct TextLinesTests {
    @Test func linesEndWithLineFeedsOrReturns() {
        let read = Reading("hello\nworld\r\nlast", type: "text/plain")
        #expect(read["data-text-lines"] == ["Line-based text data: text/plain (3 lines)"])
        #expect(read["data-text-lines.line"] == ["hello\n", "world\r\n", "last"])
        #expect(read.layers == ":data-text-lines")
    }

    @Test func linesShownHaveALimit() {
        let read = Reading(String(repeating: "\n", count: 5_000), type: "text/css")
        #expect(read["data-text-lines"] == ["Line-based text data: text/css (5000 lines)"])
        #expect(read["data-text-lines.line"].count == 1024)
    }

    @Test(arguments: [
        ("text/xml", ":xml"), ("application/x-www-form-urlencoded", ":urlencoded-form"),
        ("application/octet-stream", ":data"), ("image/png", ""), ("APPLICATION/JSON", ":json"),
    ])
    func layersAreNamed(_ type: String, _ layers: String) {
        #expect(Reading("[1]", type: type).layers == layers)
    }
}
