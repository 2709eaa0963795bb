export default function Home() {
  return <main>Amber</main>;
}
