import Testing

@testable import CommandLine

@Suite struct ProgressBarTests {
    @Test(arguments: [0, 1, 50, 99, 100], [0, 10, 20, 80])
    func fitsItsWidth(percent: Int, width: Int) {
        let text = ProgressBar.text(percent, ofByteCount: 200 << 20, width: width)
        #expect(text.hasSuffix(" \(percent)% of 200 MiB"))
        #expect(width < 20 || text.count < width)
    }

    @Test func fillsUp() {
        let text = ProgressBar.text(50, ofByteCount: 1, width: 80)
        let done = text.count { $0 == "█" }
        let left = text.count { $0 == "░" }
        #expect(done > 20 && abs(done - left) <= 1)
        #expect(!ProgressBar.text(100, ofByteCount: 1, width: 80).contains("░"))
    }
}
