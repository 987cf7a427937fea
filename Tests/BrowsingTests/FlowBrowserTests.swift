import Bytes
import Diagrams
import Printing
import Testing

@testable import Browsing
@testable import Exchanges

/// The full-screen ladder: what keys do, without a terminal.
@Suite struct FlowBrowserTests {
    /// A capture of made-up messages between a client and a broker, in two conversations.
    private final class Capture: BrowserSource {
        let title = "made.pcap"
        var filters: [String] = []
        /// What has come since the capture was read first.
        var news: [String] = []

        static let labels = [
            "Connect", "Connect Ack", "Subscribe [a]", "Publish [a] 1", "Publish [a] 2", "Ping",
        ]

        func load(_ filter: String) -> BrowserLoad {
            filters.append(filter)
            if filter.contains("wrong") { return .mistake("no such field: wrong") }
            return .list(Self.list(labels: filter.isEmpty ? Self.labels + news : ["Publish [a] 1"]))
        }

        func tree(ofPacket number: Int) -> [String] {
            ["Frame \(number)", "    Same", "    Value: \(number)"]
        }

        /// - Parameter step: nanoseconds from a message to the next.
        static func list(labels: [String], step: Int64 = 1) -> EventList {
            var list = EventList()
            list.participants = [
                Participant(address: Array("10.0.0.1".utf8), port: 40000),
                Participant(address: Array("10.0.0.2".utf8), port: 1883),
            ]
            for (index, label) in labels.enumerated() {
                var text = TextBuffer()
                text.append(string: label)
                let isAnswer = label.hasSuffix("Ack")
                let line = PacketLine(
                    number: index + 1, time: Int64(index) * step, firstTime: 0, previousTime: 0,
                    timeDigits: 6, byteCount: 60, protocolName: "MQTT", stream: 0)
                list.add(
                    ExchangeEvent(
                        .message, line, .tcp, from: isAnswer ? 1 : 0, to: isAnswer ? 0 : 1, "MQTT",
                        label: 0..<text.count), in: text)
            }
            return list
        }
    }

    private let capture = Capture()

    private func browser(width: Int = 80, height: Int = 12) -> FlowBrowser {
        FlowBrowser(
            capture, Capture.list(labels: Capture.labels), LadderText.Options(), width: width,
            height: height)
    }

    private func screen(_ browser: FlowBrowser) -> String {
        browser.frame().lines.map(\.text).joined(separator: "\n")
    }

    /// The line that is shown as chosen, above the last one.
    private func chosen(_ browser: FlowBrowser) -> String {
        browser.frame().lines.dropLast().first(where: \.isReverse)?.text ?? ""
    }

    private func press(_ browser: FlowBrowser, _ keys: BrowserKey...) {
        for key in keys { _ = browser.press(key) }
    }

    private func type(_ browser: FlowBrowser, _ text: String) {
        for character in text { _ = browser.press(.character(character)) }
    }

    @Test(arguments: [(80, 12), (40, 6), (20, 4), (200, 60), (1, 1)])
    func fillsTheScreenAndNoMore(width: Int, height: Int) {
        let browser = browser(width: width, height: height)
        for key in [BrowserKey.down, .end, .enter, .escape, .character("?"), .escape, .home] {
            press(browser, key)
            let lines = browser.frame().lines
            #expect(lines.count == height)
            #expect(lines.allSatisfy { DisplayWidth.columns($0.text) <= width })
        }
    }

    @Test func walks() {
        let browser = browser()
        #expect(chosen(browser).contains(" Connect "))
        press(browser, .down)
        #expect(chosen(browser).contains("Connect Ack"))
        press(browser, .end)
        #expect(chosen(browser).contains("Ping"))
        press(browser, .down, .pageDown)
        #expect(chosen(browser).contains("Ping"))
        press(browser, .home, .up, .pageUp)
        #expect(chosen(browser).contains(" Connect "))
    }

    /// The chosen row is on the screen, however small that is.
    @Test(arguments: [4, 5, 6, 7, 30])
    func keepsTheChosenRowInView(height: Int) {
        let browser = browser(height: height)
        for label in ["Connect", "Ack", "Subscribe", "Publish", "Ping"] {
            if height > 4 { #expect(chosen(browser).contains(label), "\(height)") }
            press(browser, .down)
        }
    }

    @Test func foldsAndUnfolds() {
        let browser = browser()
        #expect(screen(browser).contains("Publish [a] 1…2 ×2"))
        press(browser, .character("u"))
        #expect(!screen(browser).contains("×"))
    }

    @Test func opensATree() {
        let browser = browser()
        press(browser, .down, .enter)
        #expect(screen(browser).contains("Value: 2"))
        press(browser, .escape)
        #expect(screen(browser).contains("Connect Ack"))
    }

    @Test func comparesTwo() {
        let browser = browser()
        press(browser, .character("c"))
        #expect(screen(browser).contains("space bar"))
        press(browser, .character(" "), .down, .character("c"))
        let lines = browser.frame().lines
        let same = lines.first { $0.text.contains("Same") }
        #expect(same?.isBold == false)
        let value = lines.first { $0.text.contains("Value: 1") }
        #expect(value?.text.contains("Value: 2") == true)
        #expect(value?.isBold == true)
    }

    @Test func searches() {
        let browser = browser()
        press(browser, .character("/"))
        type(browser, "subScribe")
        #expect(browser.frame().cursor == 10)
        press(browser, .enter)
        #expect(chosen(browser).contains("Subscribe"))
        press(browser, .character("/"))
        type(browser, "connect")
        press(browser, .enter)
        #expect(chosen(browser).contains(" Connect "))
        press(browser, .character("n"))
        #expect(chosen(browser).contains("Connect Ack"))
        press(browser, .character("N"))
        #expect(chosen(browser).contains(" Connect "))
        press(browser, .character("/"))
        type(browser, "nowhere")
        press(browser, .enter)
        #expect(screen(browser).contains("nothing says 'nowhere'"))
    }

    @Test func filters() {
        let browser = browser()
        press(browser, .character("f"))
        type(browser, "mqtt.msgtypee")
        press(browser, .backspace, .enter)
        #expect(capture.filters == ["(mqtt.msgtype)"])
        #expect(screen(browser).contains("1 of 1"))
        press(browser, .character("f"))
        type(browser, " == wrong")
        press(browser, .enter)
        #expect(screen(browser).contains("no such field: wrong"))
        #expect(screen(browser).contains("Publish"))
        press(browser, .character("f"), .escape)
        #expect(capture.filters.count == 2)
        // What had a mistake is there to be put right, or to be taken away as a whole.
        press(browser, .character("f"))
        #expect(screen(browser).contains("Filter: mqtt.msgtype == wrong"))
        press(browser, .character("\u{15}"), .character("\u{7}"))
        #expect(screen(browser).hasSuffix("Filter: "))
        press(browser, .enter)
        #expect(screen(browser).contains("1 of 5"))
    }

    @Test func followsAConversation() {
        let browser = browser()
        press(browser, .character("s"))
        #expect(capture.filters == ["tcp.stream == 0"])
        press(browser, .character("s"))
        #expect(capture.filters == ["tcp.stream == 0", ""])
    }

    /// A capture that grows: whoever was at its end still is.
    @Test func readsAgain() {
        let browser = browser(height: 30)
        press(browser, .end, .character("r"))
        #expect(screen(browser).contains("nothing new"))
        capture.news = ["Unsubscribe", "Disconnect"]
        press(browser, .character("r"))
        #expect(screen(browser).contains("2 more"))
        #expect(chosen(browser).contains("Disconnect"))
        capture.news += ["Late"]
        press(browser, .home, .character("r"))
        #expect(screen(browser).contains("Late"))
        #expect(chosen(browser).contains(" Connect "))
        #expect(capture.filters == ["", "", ""])
    }

    /// A pause is told between two messages, and is none that could be chosen.
    @Test(arguments: [30, 7]) func drawsPauses(height: Int) {
        let browser = FlowBrowser(
            capture, Capture.list(labels: Capture.labels, step: 2_000_000_000),
            LadderText.Options(), width: 80, height: height)
        press(browser, .character("u"))
        if height == 30 {
            let later = browser.frame().lines.count { $0.text.contains("2 s later") }
            #expect(later == Capture.labels.count - 1)
        }
        for label in Capture.labels {
            #expect(chosen(browser).contains(" \(label) "), "\(screen(browser))")
            press(browser, .down)
        }
    }

    @Test func ends() {
        let browser = browser()
        #expect(browser.press(.character("?")))
        #expect(screen(browser).contains("Keys"))
        #expect(browser.press(.character("q")))
        #expect(!browser.press(.character("q")))
        #expect(!self.browser().press(.none))
    }

    @Test func standsAnEmptyCapture() {
        let browser = FlowBrowser(
            capture, Capture.list(labels: []), LadderText.Options(), width: 60, height: 8)
        for key in "kjgGncsua/ ?".map(BrowserKey.character) + [.enter, .escape] {
            press(browser, key)
            #expect(browser.frame().lines.count == 8)
        }
    }
}
