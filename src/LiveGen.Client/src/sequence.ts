// The longest run of values that already stand in rising order. Pure.

/**
 * The positions in `values` of a longest strictly rising subsequence, patience sorting, O(n log n). Negative values
 * stand for "nothing" and never take part.
 */
export function longestRising(values: readonly number[]): number[] {
  const tails: number[] = [] // tails[k]: the position that ends the best run of length k + 1
  const before: number[] = [] // before[i]: the position ahead of i in its run

  values.forEach((value, position) => {
    if (value < 0) return
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (values[tails[middle]!]! < value) low = middle + 1
      else high = middle
    }
    before[position] = tails[low - 1] ?? -1
    tails[low] = position
  })

  const run: number[] = []
  for (let position = tails.at(-1) ?? -1; position >= 0; position = before[position]!) run.push(position)
  return run.reverse()
}
