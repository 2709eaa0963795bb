/** Opcodes of an RDB file (`RDB_OPCODE_…`): they stand where a type byte may stand. */
export const OPCODE = {
  /** Dragonfly: marks of the next key (`RDB_OPCODE_DF_MASK`). */
  dragonflyMarks: 220,
  /** Valkey 9: state of a slot being imported. Redis 8.6: metadata that modules attach to the next key. */
  slotImportOrKeyMeta: 243,
  slotInfo: 244,
  function2: 245,
  /** Functions as the release candidates of Redis 7.0 wrote them. */
  functionPreRelease: 246,
  moduleAux: 247,
  idle: 248,
  frequency: 249,
  aux: 250,
  resizeDb: 251,
  expireMs: 252,
  expireSeconds: 253,
  selectDb: 254,
  eof: 255,
} as const;
