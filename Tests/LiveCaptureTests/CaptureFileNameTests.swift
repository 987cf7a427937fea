import Testing

@testable import LiveCapture

/// What dumpcap calls the files of a ring.
@Suite struct CaptureFileNameTests {
    @Test(arguments: [
        ("trace.pcapng", "trace_00001_", ".pcapng", "."),
        ("/tmp/a.b/trace", "/tmp/a.b/trace_00001_", "", "/tmp/a.b"),
        ("/trace.old.pcapng", "/trace.old_00001_", ".pcapng", "/"),
        ("runs/.hidden", "runs/_00001_", ".hidden", "runs"),
    ])
    func numbersBeforeTheSuffix(path: String, start: String, end: String, folder: String) {
        let name = CaptureFileName(path)
        let text = name.text(1, at: 1_700_000_000)
        #expect(text.hasPrefix(start))
        #expect(text.hasSuffix(end))
        let stamp = text.dropFirst(start.count).dropLast(end.count)
        #expect(stamp.count == 14)
        // In any time zone.
        #expect(stamp.hasPrefix("2023111"))
        #expect(name.folder == folder)
    }

    @Test func showsFiveDigits() {
        let name = CaptureFileName("t")
        #expect(name.text(99_999, at: 0).hasPrefix("t_99999_"))
        #expect(name.text(100_000, at: 0).hasPrefix("t_00000_"))
    }
}
