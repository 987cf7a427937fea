internal import Bytes
public import Dissection

/// The fields of the `frame` layer.
public enum FrameField: UInt16, PacketField {
    case layer, number, length, capturedLength, time, timeEpoch, timeRelative, timeDelta
    case timeDeltaDisplayed, protocols, interfaceID, interfaceName, interfaceDescription, comment
    case encapsulation, isMarked, isIgnored, sectionNumber, timeShift, commentRemark

    public static var familyNumber: FieldFamily.Number { .frame }

    public var definition: FieldDefinition {
        switch self {
        case .layer: .layer("frame", "Frame")
        case .number: FieldDefinition("frame.number", "Frame Number", .frameNumber)
        case .length: .decimal("frame.len", "Frame length on the wire", bits: 32)
        case .capturedLength:
            .decimal("frame.cap_len", "Frame length stored into the capture file", bits: 32)
        case .time: FieldDefinition("frame.time", "Arrival Time", .time)
        case .timeEpoch: FieldDefinition("frame.time_epoch", "Epoch Time", .duration)
        case .timeRelative:
            FieldDefinition("frame.time_relative", "Time since first frame", .duration)
        case .timeDelta:
            FieldDefinition(
                "frame.time_delta", "Time delta from previous captured frame", .duration)
        case .timeDeltaDisplayed:
            FieldDefinition(
                "frame.time_delta_displayed", "Time delta from previous displayed frame",
                .duration)
        case .protocols: FieldDefinition("frame.protocols", "Protocols in frame", .text)
        case .interfaceID: .decimal("frame.interface_id", "Interface id", bits: 32)
        case .interfaceName: FieldDefinition("frame.interface_name", "Interface name", .text)
        case .interfaceDescription:
            FieldDefinition("frame.interface_description", "Interface description", .text)
        case .comment: FieldDefinition("frame.comment", "Comment", .text)
        case .encapsulation:
            FieldDefinition(
                "frame.encap_type", "Encapsulation type", .signed(bits: 16),
                names: PacketValueNames.encapsulations)
        case .isMarked: .flag("frame.marked", "Frame is marked")
        case .isIgnored: .flag("frame.ignored", "Frame is ignored")
        case .sectionNumber: .decimal("frame.section_number", "Section number", bits: 32)
        case .timeShift:
            FieldDefinition("frame.offset_shift", "Time shift for this packet", .duration)
        case .commentRemark: .remark("frame.comment.expert", "Comment")
        }
    }
}

enum FrameFields {
    /// All but `frame.protocols`, which is known once all layers were seen.
    static func emit(
        _ context: borrowing PacketFieldContext, into fields: inout PacketFieldList
    ) {
        let range = StreamRange(offset: 0, count: context.capturedCount)
        fields.add(FrameField.layer, .layer(range))
        emitInterface(context, into: &fields)
        if let type = encapsulation(of: context.linkType) {
            fields.add(FrameField.encapsulation, .signed(type))
        }
        if context.hasTime { emitTimes(context, into: &fields) }
        fields.add(FrameField.number, context.number)
        fields.add(FrameField.length, context.originalCount)
        fields.add(FrameField.capturedLength, context.capturedCount)
        fields.add(FrameField.isMarked, bit: false)
        fields.add(FrameField.isIgnored, bit: false)
        for comment in context.comments { emit(comment: comment, into: &fields) }
    }

    private static func emit(comment: [UInt8], into fields: inout PacketFieldList) {
        fields.add(FrameField.comment.id, text: comment)
        fields.addExpert(.comment, .comment, FrameField.commentRemark, "") {
            $0.append(comment.rawSpan)
        }
    }

    private static func emitInterface(
        _ context: borrowing PacketFieldContext, into fields: inout PacketFieldList
    ) {
        guard let interface = context.interface else { return }
        fields.add(FrameField.sectionNumber, interface.section)
        fields.add(FrameField.interfaceID, interface.number)
        if !interface.name.isEmpty {
            fields.add(FrameField.interfaceName.id, text: interface.name)
        }
        if !interface.text.isEmpty {
            fields.add(FrameField.interfaceDescription.id, text: interface.text)
        }
    }

    private static func emitTimes(
        _ context: borrowing PacketFieldContext, into fields: inout PacketFieldList
    ) {
        let time = context.time
        fields.add(FrameField.time, .time(time))
        // No packet's time is ever shifted here.
        fields.add(FrameField.timeShift, .duration(0))
        fields.add(FrameField.timeEpoch, .duration(time))
        fields.add(FrameField.timeDelta, .duration(time &- context.previousTime))
        fields.add(
            FrameField.timeDeltaDisplayed, .duration(time &- context.previousDisplayedTime))
        fields.add(FrameField.timeRelative, .duration(time &- context.firstTime))
    }

    /// Wireshark's own number of a link type.
    private static func encapsulation(of linkType: UInt16) -> Int64? {
        switch linkType {
        case 0: 15
        case 1: 1
        case 12, 14, 101: 7
        case 108: 174
        case 113: 25
        case 228: 129
        case 229: 130
        case 276: 210
        default: nil
        }
    }
}
