public import Dissection

/// The fields of JSON, under Wireshark's names.
enum JSONField: UInt16, CaseIterable {
    case json, array, object, member, key, path, pathWithValue, memberWithValue
    case stringValue, numberValue, trueValue, falseValue, nullValue, nanValue

    var id: FieldID { FieldID(.json, rawValue) }

    fileprivate var definition: FieldDefinition {
        switch self {
        case .json: FieldDefinition("json", "JavaScript Object Notation", .layer)
        case .array: FieldDefinition("json.array", "Array", .label)
        case .object: FieldDefinition("json.object", "Object", .label)
        case .member: FieldDefinition("json.member", "Member", .text)
        case .key: FieldDefinition("json.key", "Key", .text)
        case .path: FieldDefinition("json.path", "Path", .text)
        case .pathWithValue:
            FieldDefinition("json.path_with_value", "Path with value", .text).secret
        case .memberWithValue:
            FieldDefinition("json.member_with_value", "Member with value", .text).secret
        case .stringValue: FieldDefinition("json.value.string", "String value", .text).secret
        case .numberValue: FieldDefinition("json.value.number", "Number value", .text).secret
        case .trueValue: FieldDefinition("json.value.true", "True value", .label)
        case .falseValue: FieldDefinition("json.value.false", "False value", .label)
        case .nullValue: FieldDefinition("json.value.null", "Null value", .label)
        case .nanValue: FieldDefinition("json.value.nan", "NaN value", .label)
        }
    }
}

/// The fields of plain text.
enum TextLinesField: UInt16, CaseIterable {
    case lines, line

    var id: FieldID { FieldID(.textLines, rawValue) }

    fileprivate var definition: FieldDefinition {
        switch self {
        case .lines: FieldDefinition("data-text-lines", "Line-based text data", .layer)
        case .line: FieldDefinition("data-text-lines.line", "Line of text", .label).secret
        }
    }
}

public enum MediaFields {
    public static let families = [
        FieldFamily(.json, JSONField.allCases.map(\.definition)),
        FieldFamily(.textLines, TextLinesField.allCases.map(\.definition)),
    ]
}
