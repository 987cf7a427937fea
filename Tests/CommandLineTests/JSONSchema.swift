import Foundation

/// As much of JSON Schema as the schemas in Docs use.
struct JSONSchema {
    private let root: [String: Any]

    init(path: String) throws {
        let data = try Data(contentsOf: URL(filePath: path))
        root = (try JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:]
    }

    /// What is wrong with a value, each with where it is; nothing if it is as the schema says.
    func mistakes(in value: Any) -> [String] { mistakes(in: value, root, "$") }

    private func mistakes(in value: Any, _ schema: [String: Any], _ place: String) -> [String] {
        if let reference = schema["$ref"] as? String {
            return mistakes(in: value, definition(reference), place)
        }
        var found: [String] = []
        if let choices = schema["anyOf"] as? [[String: Any]],
            !choices.contains(where: { mistakes(in: value, $0, place).isEmpty })
        {
            found.append("\(place): none of the choices fits")
        }
        if let type = schema["type"] as? String, !Self.is(value, type) {
            return found + ["\(place): not of type \(type)"]
        }
        if let names = schema["enum"] as? [String], !names.contains(value as? String ?? "") {
            found.append("\(place): not one of \(names)")
        }
        if let pattern = schema["pattern"] as? String,
            (value as? String)?.range(of: pattern, options: .regularExpression) == nil
        {
            found.append("\(place): does not match \(pattern)")
        }
        if let number = value as? NSNumber {
            if let minimum = schema["minimum"] as? Int, number.intValue < minimum {
                found.append("\(place): less than \(minimum)")
            }
            if let maximum = schema["maximum"] as? Int, number.intValue > maximum {
                found.append("\(place): more than \(maximum)")
            }
        }
        if let object = value as? [String: Any] { found += members(of: object, schema, place) }
        if let array = value as? [Any] { found += elements(of: array, schema, place) }
        return found
    }

    private func members(
        of object: [String: Any], _ schema: [String: Any], _ place: String
    ) -> [String] {
        var found: [String] = []
        for name in schema["required"] as? [String] ?? [] where object[name] == nil {
            found.append("\(place): \(name) is missing")
        }
        let known = schema["properties"] as? [String: [String: Any]] ?? [:]
        for (name, member) in object {
            let inner = "\(place).\(name)"
            if let schema = known[name] {
                found += mistakes(in: member, schema, inner)
            } else if let schema = schema["additionalProperties"] as? [String: Any] {
                found += mistakes(in: member, schema, inner)
            } else if schema["additionalProperties"] as? Bool == false {
                found.append("\(inner): not known")
            }
        }
        return found
    }

    private func elements(
        of array: [Any], _ schema: [String: Any], _ place: String
    ) -> [String] {
        var found: [String] = []
        if let minimum = schema["minItems"] as? Int, array.count < minimum {
            found.append("\(place): fewer than \(minimum)")
        }
        guard let items = schema["items"] as? [String: Any] else { return found }
        for (index, element) in array.enumerated() {
            found += mistakes(in: element, items, "\(place)[\(index)]")
        }
        return found
    }

    private func definition(_ reference: String) -> [String: Any] {
        var place: Any = root
        for part in reference.split(separator: "/").dropFirst() {
            place = (place as? [String: Any])?[String(part)] ?? [:]
        }
        return place as? [String: Any] ?? [:]
    }

    private static func `is`(_ value: Any, _ type: String) -> Bool {
        switch type {
        case "object": return value is [String: Any]
        case "array": return value is [Any]
        case "string": return value is String
        case "null": return value is NSNull
        default: break
        }
        guard let number = value as? NSNumber, !(value is String) else { return false }
        if type == "boolean" { return isFlag(number) }
        return !isFlag(number) && number.doubleValue == number.doubleValue.rounded()
    }
}

/// Whether a number that came out of JSON was `true` or `false` there.
private func isFlag(_ number: NSNumber) -> Bool {
    unsafe String(cString: number.objCType) == "c"
}
