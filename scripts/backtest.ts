import { readDemandFile } from "./backtest/demand-file";
import { FaultyInputError } from "./backtest/faults";
import { HELP } from "./backtest/help";
import { readOptions, type BacktestCommand } from "./backtest/options";
import { sumByPeriod } from "./backtest/periods";
import { Progress } from "./backtest/progress";
import { runBacktest } from "./backtest/run-backtest";
import { formatReport } from "./backtest/table";

const FAULTY_INPUT = 2;

await main(process.argv.slice(2));

async function main(args: string[]): Promise<void> {
  try {
    const command = readOptions(args);
    console.log(command === "help" ? HELP : await backtestFile(command));
  } catch (error) {
    if (!(error instanceof FaultyInputError)) throw error;
    console.error(`${error.message}\n\nNothing was computed. Try: npm run backtest -- --help`);
    process.exitCode = FAULTY_INPUT;
  }
}

async function backtestFile(command: BacktestCommand): Promise<string> {
  const progress = new Progress(process.stderr);
  try {
    const records = await progress.showDuring("reading", readDemandFile(command.file));
    const demand = sumByPeriod(records, command.period);
    const report = runBacktest(demand, command, progress);
    return command.json ? JSON.stringify(report, null, 2) : formatReport(report);
  } catch (error) {
    if (error instanceof FaultyInputError) throw new FaultyInputError([`${command.file}:`, ...error.faults]);
    throw error;
  } finally {
    progress.end();
  }
}
