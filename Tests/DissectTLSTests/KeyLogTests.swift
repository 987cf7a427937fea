import Bytes
import DissectTLS
import Testing
