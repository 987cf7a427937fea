public import Bytes
internal import Captures

/// Writes a report on a capture for programs: one JSON object on one line.
///
/// The names of members are part of the program's interface: new ones may come, none goes.
public enum InfoJSON {
    public static func append(_ report: CaptureReport, to output: inout TextBuffer) {
        var json = JSONText()
        json.object { json in
            appendFormat(report, to: &json)
            appendPackets(report, to: &json)
            appendSections(report, to: &json)
            appendInterfaces(report, to: &json)
            appendRest(report, to: &json)
        }
        output.append(json.text.bytes)
        output.append("\n")
    }

    private static func appendFormat(_ report: CaptureReport, to json: inout JSONText) {
        let metadata = report.metadata
        json.member("file", report.path)
        json.member("file_type", metadata.fileType.map { "\($0)" })
        json.member("file_type_name", metadata.fileType?.name)
        json.member("compression", metadata.compression?.rawValue)
        json.member("byte_order", metadata.isBigEndian ? "big" : "little")
        json.array("encapsulations") { json in
            for linkType in report.linkTypes {
                let label = report.label(linkType)
                json.object { json in
                    json.member("link_type", linkType)
                    json.member("name", label.name)
                    json.member("description", label.description)
                    json.member("packets", report.packetCountByLinkType[linkType] ?? 0)
                }
            }
        }
        json.member("time_digits", report.timeDigits)
        json.member("snap_length", metadata.snapLength)
        json.member("shortest_cut_packet", report.cutPacketByteCounts?.lowerBound)
        json.member("longest_cut_packet", report.cutPacketByteCounts?.upperBound)
    }

    private static func appendPackets(_ report: CaptureReport, to json: inout JSONText) {
        json.member("packets", report.packetCount)
        json.member("packets_without_time", report.packetsWithoutTime)
        json.member("file_size", report.fileByteCount)
        json.member("data_size", report.dataByteCount)
        json.member("captured_size", report.capturedByteCount)
        append("first_time", "first_time_ns", report.first, to: &json)
        append("last_time", "last_time_ns", report.last, to: &json)
        json.member("duration_ns", report.duration)
        json.member("byte_rate", report.rate(report.dataByteCount))
        json.member("bit_rate", report.rate(report.dataByteCount) * 8)
        json.member("packet_rate", report.rate(report.packetCount))
        json.member("average_packet_size", report.averagePacketByteCount)
        json.member("in_time_order", report.timeOrder)
        json.member("cut_short", report.metadata.isCutShort)
        json.member("error", report.error)
    }

    private static func appendSections(_ report: CaptureReport, to json: inout JSONText) {
        json.array("sections") { json in
            for section in report.metadata.sections {
                json.object { json in
                    json.member("hardware", section.hardware)
                    json.member("operating_system", section.operatingSystem)
                    json.member("application", section.application)
                    json.member("comments", section.comments)
                }
            }
        }
    }

    private static func appendInterfaces(_ report: CaptureReport, to json: inout JSONText) {
        json.array("interfaces") { json in
            for (number, interface) in report.metadata.interfaces.enumerated() {
                json.object { json in
                    json.member("number", number)
                    json.member("section", interface.section)
                    append(interface, report, to: &json)
                    json.member("packets", report.packetCountByInterface[number] ?? 0)
                }
            }
        }
    }

    private static func append(
        _ interface: CaptureMetadata.Interface, _ report: CaptureReport, to json: inout JSONText
    ) {
        json.member("name", interface.name)
        json.member("description", interface.description)
        json.member("link_type", interface.linkType)
        json.member("link_type_name", report.label(interface.linkType).name)
        json.member("hardware", interface.hardware)
        json.member("operating_system", interface.operatingSystem)
        json.member("speed", interface.speed)
        json.member("snap_length", interface.snapLength)
        json.member("units_per_second", interface.unitsPerSecond)
        json.member("time_digits", interface.timeDigits)
        json.member("time_offset", interface.timeOffset)
        json.member("filter", interface.filter)
        json.member("comments", interface.comments)
        let statistics = interface.statistics
        json.member("statistics_blocks", statistics.blockCount)
        json.member("received", statistics.received)
        json.member("dropped", statistics.dropped)
        json.member("accepted", statistics.accepted)
        json.member("dropped_by_system", statistics.droppedBySystem)
        json.member("delivered", statistics.delivered)
    }

    private static func appendRest(_ report: CaptureReport, to json: inout JSONText) {
        let metadata = report.metadata
        json.member("packet_comments", report.packetCommentCount)
        json.member("resolved_addresses", metadata.nameRecords.count)
        json.array("secrets") { json in
            for secrets in metadata.secrets {
                json.object { json in
                    json.member("type", secrets.typeName)
                    json.member("size", secrets.bytes.count)
                }
            }
        }
        json.member("tls_sessions", report.tlsSessionCount)
        json.member("tls_sessions_with_keys", report.keyedTLSSessionCount)
        json.member("unknown_blocks", metadata.unknownBlockCount)
        json.member("descriptions_missing", metadata.isIncomplete)
    }

    /// A time twice: in UTC as RFC 3339 writes it, and as a number.
    private static func append(
        _ name: StaticString, _ numberName: StaticString, _ moment: CaptureReport.Moment?,
        to json: inout JSONText
    ) {
        json.member(name, moment.map { text($0.time) })
        json.member(numberName, moment?.time)
    }

    private static func text(_ time: Int64) -> String {
        let civil = CivilTime(secondsSince1970: TimeText.second(of: time))
        var text = TextBuffer(capacity: 64)
        TimeText.appendDate(civil, to: &text)
        text.append("T")
        TimeText.appendClock(civil, to: &text)
        TimeText.append(fraction: TimeText.nanosecond(of: time), 9, to: &text)
        text.append("Z")
        return text.string
    }
}

extension CaptureMetadata.Secrets {
    /// The four letters of the type, as in `TLSK`.
    fileprivate var typeName: String {
        let letters = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: type >> UInt32($0)) }
        return String(decoding: letters, as: UTF8.self)
    }
}
