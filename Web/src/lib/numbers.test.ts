import assert from "node:assert/strict";
import {
  formatDelta,
  formatMoney,
  formatMoneyExact,
  formatNumber,
  formatPercent,
  parseMoney,
} from "./numbers.ts";

const rows: [number, string][] = [
  [0, "0 元"],
  [98_000, "980 元"],
  [999_949, "9,999 元"],
  [999_960, "1 万元"],
  [1_280_000, "1.28 万元"],
  [-1_280_000, "-1.28 万元"],
  [123_456_789, "123.46 万元"],
  [9_999_999_999, "1 亿元"],
  [35_000_000_000, "3.5 亿元"],
];
for (const [fen, said] of rows) {
  Deno.test(`${fen} fen reads ${said}`, () => assert.equal(formatMoney(fen), said));
}

Deno.test("the exact sum keeps every fen", () => {
  assert.equal(formatMoneyExact(1_280_050), "¥12,800.50");
  assert.equal(formatMoneyExact(-5), "-¥0.05");
  assert.equal(formatMoneyExact(null), "–");
});

const typed: [string, number | null][] = [
  ["12800.5", 1_280_050],
  ["12,800.5 元", 1_280_050],
  ["\uffe512\uff0c800.5", 1_280_050],
  ["1.28万", 1_280_000],
  ["0.1", 10],
  ["1.005", 101],
  ["1.004", 100],
  ["2亿", 20_000_000_000],
  ["-3", -300],
  ["-0", 0],
  ["", null],
  ["abc", null],
  ["1.2.3", null],
  ["99999999999999999", null],
];
for (const [text, fen] of typed) {
  Deno.test(`typed "${text}" is ${fen} fen`, () => assert.equal(parseMoney(text), fen));
}

Deno.test("numbers keep the decimals of their field", () => {
  assert.equal(formatNumber("1234.5", 2), "1,234.50");
  assert.equal(formatNumber(1234.5), "1,234.5");
  assert.equal(formatNumber(""), "–");
  assert.equal(formatPercent("12.25"), "12.3%");
  assert.equal(formatDelta(4.2), "+4.2%");
  assert.equal(formatDelta(-1), "−1%");
  assert.equal(formatDelta(0.01), "±0%");
});
